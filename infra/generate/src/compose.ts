import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

export interface SubgraphSource {
  name: string;
  sdl: string;
}

/** Where a subgraph is served is the gateway's configuration, not part of what is composed. */
const urlOf = (name: string): string => `http://${name}.invalid/graphql`;

/** The supergraph of some subgraphs; the same subgraphs give the same text. @throws Error that lists every conflict */
export function compose(subgraphs: readonly SubgraphSource[]): string {
  const result = composeServices(
    [...subgraphs]
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, sdl }) => ({ name, url: urlOf(name), typeDefs: parse(sdl) })),
  );
  if (result.errors) {
    const reasons = result.errors.map(({ message }) => `- ${message}`).join('\n');
    throw new Error(`the subgraphs do not compose:\n${reasons}`);
  }
  return `${result.supergraphSdl.trimEnd()}\n`;
}
