import { fileURLToPath } from 'node:url';
import { CannotStart } from '@qianfan/kit/processes/cannot-start';
import { SERVICES, type Service } from '@qianfan/schema/kernel/fact';
import type { PageOptions } from './page/page.ts';

export interface GatewayConfig {
  host: string;
  port: number;
  /** Where each service serves `/graphql`, `/cut` and `/audit`. */
  services: Readonly<Record<Service, string>>;
  /** Path or URL of the keys that sign tokens. */
  jwks: string;
  issuer: string;
  /** Path of the composed supergraph. */
  supergraph: string;
  page: PageOptions;
  logLevel: string;
}

const SUPERGRAPH = new URL('../../schema/graphql/supergraph.graphql', import.meta.url);
const DASHBOARD = new URL('../dashboard/dist', import.meta.url);

/** The gateway's configuration out of the environment. Throws CannotStart with the name of what is missing. */
export function readConfig(environment: NodeJS.ProcessEnv): GatewayConfig {
  const required = (name: string): string => {
    const value = environment[name];
    if (!value) throw new CannotStart(`缺少环境变量 ${name}。`, `${name} is not set.`);
    return value;
  };
  const services = Object.fromEntries(
    SERVICES.map((service) => [service, required(`QIANFAN_${service.toUpperCase()}_URL`)]),
  ) as Record<Service, string>;
  return {
    host: environment['HOST'] ?? '127.0.0.1',
    port: Number(environment['PORT'] ?? 4000),
    services,
    jwks: required('QIANFAN_JWKS'),
    issuer: required('QIANFAN_ISSUER'),
    supergraph: environment['QIANFAN_SUPERGRAPH'] ?? fileURLToPath(SUPERGRAPH),
    page: {
      dashboard: environment['QIANFAN_DASHBOARD'] ?? fileURLToPath(DASHBOARD),
      accounts: environment['QIANFAN_ACCOUNTS'] || undefined,
    },
    logLevel: environment['QIANFAN_LOG'] ?? 'info',
  };
}

/** Must be called before an ApolloGateway is constructed: it reports to its vendor unless the environment forbids it. */
export function forbidTelemetry(): void {
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
}
