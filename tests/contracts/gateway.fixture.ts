import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway } from '@qianfan/gateway/server';
import { PATIENCE, type Patience } from '@qianfan/gateway/services/life';
import { compose } from '@qianfan/generate/compose';
import { type LocalIssuer, openIssuer } from '@qianfan/kit/identity/issuer';
import { createVerifier } from '@qianfan/kit/identity/verify';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { subgraphSdl, type SubgraphParts } from '@qianfan/kit/subgraph/schema';
import { type Serving, startSubgraph } from '@qianfan/kit/subgraph/server';
import { createLogger } from '@qianfan/kit/telemetry/logger';
import { lenders } from '@qianfan/kit/testing/lenders.graphql';
import { register } from '@qianfan/kit/testing/register.graphql';
import { schemes } from '@qianfan/kit/testing/schemes.graphql';
import type { Service } from '@qianfan/schema/kernel/fact';

const logger = createLogger('test', 'silent');

export interface House {
  gateway: string;
  issuer: LocalIssuer;
  /** What each service says at `/cut`; change it and the gateway's current cut follows. */
  cuts: Record<Service, number>;
  /** How many facts each says that it has read. */
  facts: Record<Service, number>;
  /** Where the gateway looks for the built page, and for the tokens of accounts that are open; both empty at first. */
  dashboard: string;
  accounts: string;
  subgraphs: Record<Service, Serving>;
  stop: () => Promise<void>;
}

const SMALL: readonly SubgraphParts[] = [register, lenders, schemes];

interface Other {
  /** The subgraphs; small ones that need no database, unless told. */
  parts?: readonly SubgraphParts[];
  /** What is in the place of a service. */
  instead?: Partial<Record<Service, string>>;
  patience?: Patience;
}

/** A gateway over three subgraphs without a database. */
export async function openHouse({
  parts = SMALL,
  instead = {},
  patience = PATIENCE,
}: Other = {}): Promise<House> {
  const state = await mkdtemp(join(tmpdir(), 'qianfan-gateway-'));
  const issuer = await openIssuer(state);
  const verify = createVerifier(issuer);
  const now = Date.now() * 1000;
  const cuts: Record<Service, number> = { regulators: now, banks: now, programmes: now };

  const facts: Record<Service, number> = { regulators: 0, banks: 0, programmes: 0 };
  const dashboard = join(state, 'dashboard');
  const accounts = join(state, 'accounts');
  await Promise.all([dashboard, accounts].map((folder) => mkdir(folder)));

  const serve = (definition: SubgraphParts) =>
    startSubgraph({
      definition,
      verify,
      contextFor: (request) =>
        ({ ...request, submit: async () => [] }) as unknown as RequestContext,
      awaitCut: async (cut) => cut <= cuts[definition.service],
      currentCut: () => cuts[definition.service],
      facts: () => facts[definition.service],
      notReady: () => undefined,
      routes: (app) => {
        app.get('/audit/*', (request) => ({
          service: definition.service,
          url: request.url,
          authorization: request.headers.authorization,
        }));
      },
      logger,
    });
  const [regulators, banks, programmes] = await Promise.all(parts.map(serve));
  const subgraphs = { regulators: regulators!, banks: banks!, programmes: programmes! };

  const gateway = await startGateway({
    supergraph: compose(
      parts.map((definition) => ({ name: definition.service, sdl: subgraphSdl(definition) })),
    ),
    services: {
      regulators: subgraphs.regulators.url,
      banks: subgraphs.banks.url,
      programmes: subgraphs.programmes.url,
      ...instead,
    },
    patience,
    verify,
    logger,
    page: { dashboard, accounts },
  });
  return {
    gateway: gateway.url,
    issuer,
    cuts,
    facts,
    dashboard,
    accounts,
    subgraphs,
    async stop() {
      await gateway.close();
      await Promise.allSettled(Object.values(subgraphs).map(({ close }) => close()));
      await rm(state, { recursive: true });
    },
  };
}
