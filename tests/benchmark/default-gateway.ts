// The peer of the gateway's benchmark, in a process of its own: Apollo Server and Apollo Gateway as they come, with the
// datasource that they bring. It hands the token on and verifies it, as ours does, and does nothing else of ours.
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { createVerifier } from '@qianfan/kit/identity/verify';
import { readFileSync } from 'node:fs';

interface Context {
  authorization?: string;
}

const { services, supergraph, jwks, issuer } = JSON.parse(process.env['BENCH_GATEWAY']!) as {
  services: Record<string, string>;
  supergraph: string;
  jwks: string;
  issuer: string;
};

const verify = createVerifier({ jwks, issuer });
const server = new ApolloServer<Context>({
  gateway: new ApolloGateway({
    supergraphSdl: readFileSync(supergraph, 'utf8'),
    buildService: ({ name }) =>
      new RemoteGraphQLDataSource<Context>({
        url: `${services[name]}/graphql`,
        willSendRequest: ({ request, context: { authorization } }) => {
          if (authorization) request.http?.headers.set('authorization', authorization);
        },
      }),
  }),
});
const { url } = await startStandaloneServer(server, {
  listen: { port: 0, host: '127.0.0.1' },
  context: async ({ req: { headers } }) => {
    await verify(headers.authorization);
    return { authorization: headers.authorization! };
  },
});
process.send!({ url });
process.once('disconnect', () => process.exit(0));
