import { own, scopeOf, withinReach } from '@qianfan/kit/identity/access';
import type { PageArgs } from '@qianfan/kit/subgraph/connection.graphql';
import type { RequestContext } from '@qianfan/kit/subgraph/context';
import { type Page, pageOf, pageRequest } from '@qianfan/kit/subgraph/pages';
import { batched, type ReferenceLoader } from '@qianfan/kit/subgraph/references';
import { areaOfContracts, requireReader, requireRegistered } from './access.ts';
import {
  contractPage,
  type ContractPage,
  contractPages,
  type ContractRow,
  contractsById,
  type ContractTable,
  inArea,
  type Parent,
} from './contracts.store.ts';

/** The institution, and its id of the contract. */
const KEYSET = ['TEXT', 'TEXT'] as const;

/** Which contracts a list asks for; `more`: conditions on further columns. */
export interface Asked {
  institution?: string | undefined;
  enterprise?: string | undefined;
  area?: string | undefined;
  more?: object;
}

/**
 * How one kind of contract is read through GraphQL, access rules included: by id, as a list, and along an
 * institution, an enterprise or a region, where a bank or insurer sees its own and is told so.
 */
export function contractReads<Row extends ContractRow, Node>(
  table: ContractTable<Row>,
  nodeOf: (row: Row) => Node,
) {
  const idOf = (row: Row): string => String((row as Record<string, unknown>)[table.id]);

  const connection = (
    context: RequestContext,
    page: PageArgs,
    { rows, totalCount }: ContractPage<Row>,
  ): Page<Node> => {
    const request = pageRequest(page, KEYSET);
    const keysets = new Map(
      rows.map((row) => [nodeOf(row), [row.institution, idOf(row)] as const]),
    );
    const scope = scopeOf(context);
    return pageOf([...keysets.keys()], request, (node) => keysets.get(node)!, {
      totalCount,
      scope,
    });
  };

  async function load(ids: readonly string[], context: RequestContext): Promise<(Node | null)[]> {
    for (const id of ids) mayRead(context, id);
    const rows = await contractsById(context.em, table, ids);
    return rows.map((row) => {
      if (!row) return null;
      withinReach(context, row.county);
      return nodeOf(row);
    });
  }

  const byId = batched<string, Node | null>(load);

  interface Along {
    parent: Parent;
    value: string;
    page: PageArgs;
    more: object;
  }
  const along = batched<Along, Page<Node>>(async (keys, context) => {
    const within = inArea(areaOfContracts(context));
    const groups = Map.groupBy(keys, ({ parent, page, more }) =>
      JSON.stringify([parent, page.first, page.after, more]),
    );
    const found = new Map<Along, ContractPage<Row>>();
    for (const group of groups.values()) {
      const { parent, page, more } = group[0]!;
      const values = group.map(({ value }) => value);
      const request = pageRequest(page, KEYSET);
      const where = { ...within, ...more };
      const pages = await contractPages(context.em, table, parent, values, where, request);
      group.forEach((key, n) => found.set(key, pages[n]!));
    }
    return keys.map((key) => connection(context, key.page, found.get(key)!));
  });

  return {
    one: (institution: string, id: string, context: RequestContext): Promise<Node | null> => {
      own(context, institution);
      requireReader(context);
      return byId(`${institution}/${id}`, context);
    },

    list: async (context: RequestContext, asked: Asked, page: PageArgs): Promise<Page<Node>> => {
      requireReader(context);
      const { institution, enterprise, area, more } = asked;
      if (institution !== undefined) own(context, institution);
      const where = {
        ...inArea(areaOfContracts(context, area)),
        ...(institution === undefined ? {} : { institution }),
        ...(enterprise === undefined ? {} : { enterprise }),
        ...more,
      };
      const found = await contractPage(context.em, table, where, pageRequest(page, KEYSET));
      if (found.totalCount === 0) await requireRegistered(context, asked);
      return connection(context, page, found);
    },

    ofInstitution: (code: string, context: RequestContext, page: PageArgs, more: object = {}) => {
      own(context, code);
      requireReader(context);
      return along({ parent: 'institution', value: code, page, more }, context);
    },

    ofEnterprise: (id: string, context: RequestContext, page: PageArgs, more: object = {}) => {
      requireReader(context);
      return along({ parent: 'enterprise', value: id, page, more }, context);
    },

    ofRegion: async (code: string, context: RequestContext, page: PageArgs, more: object = {}) => {
      const area = areaOfContracts(context, code) ?? code;
      if (area.length > 2) {
        const parent = area.length === 4 ? 'city' : 'county';
        return along({ parent, value: area, page, more }, context);
      }
      return connection(
        context,
        page,
        await contractPage(context.em, table, more, pageRequest(page, KEYSET)),
      );
    },

    references: ((references, context) =>
      load(
        references.map(({ id }) => String(id)),
        context,
      )) as ReferenceLoader,
  };
}

/** Before any look-up: the answer must not depend on whether the contract exists. */
function mayRead(context: RequestContext, id: string): void {
  own(context, id.slice(0, Math.max(0, id.indexOf('/'))));
}
