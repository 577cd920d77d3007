/** Imports run schema ◀ kit ◀ services; gateway ▶ schema, kit; demo and cli speak GraphQL or Kafka only. */
/** A slice is a folder; files beside the slices wire them into a service. */
const SLICE_FILES = '^services/[^/]+/src/[^/]+/';
const IMPURE = ['\\.(store|graphql|slice|test)\\.ts$', '/testing/'];

/** Nothing but these packages of ours, and the package itself. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: {
    path: '^(schema|infra|services|gateway|tests)/',
    pathNot: [from, ...allowed],
  },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'What depends on itself cannot be understood by itself.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-resolvable',
      severity: 'error',
      comment: 'The import names nothing.',
      from: {},
      to: { couldNotResolve: true },
    },
    only('schema-knows-nobody', '^schema/', [], 'The published language stands alone.'),
    only(
      'kit-knows-no-business',
      '^infra/kit/',
      ['^schema/'],
      'Machinery without a business word.',
    ),
    only(
      'regulators-alone',
      '^services/regulators/',
      ['^schema/', '^infra/kit/'],
      'Services never import each other.',
    ),
    only(
      'banks-alone',
      '^services/banks/',
      ['^schema/', '^infra/kit/'],
      'Services never import each other.',
    ),
    only(
      'programmes-alone',
      '^services/programmes/',
      ['^schema/', '^infra/kit/'],
      'Services never import each other.',
    ),
    only(
      'gateway-speaks-http',
      '^gateway/src/',
      ['^schema/', '^infra/kit/'],
      'The gateway reaches services over HTTP only.',
    ),
    only(
      'cli-speaks-graphql',
      '^gateway/cli/',
      ['^schema/'],
      'An auditor checks with other means than ours.',
    ),
    only(
      'demo-speaks-graphql',
      '^infra/demo/',
      ['^schema/'],
      'The demonstration uses the public doors.',
    ),
    only(
      'figures-speak-graphql',
      '^infra/figures/',
      ['^schema/'],
      'Published figures are compared with what anybody can ask for.',
    ),
    only(
      'launch-starts-all',
      '^infra/launch/',
      ['^schema/', '^infra/kit/', '^infra/demo/'],
      'It starts processes, and imports none.',
    ),
    {
      name: 'schema-has-no-io',
      severity: 'error',
      comment: 'The published language runs anywhere: no Node, no I/O.',
      from: { path: '^schema/src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'slices-are-pure',
      severity: 'error',
      comment: 'Decisions and reducers import the published language and pure siblings only.',
      from: { path: SLICE_FILES, pathNot: IMPURE },
      to: {
        pathNot: [
          '^schema/src/',
          '^services/[^/]+/src/',
          '^infra/kit/src/projections/(projection|table)\\.ts$',
        ],
      },
    },
    {
      name: 'slices-import-no-shell',
      severity: 'error',
      comment: 'Stores and resolvers know decisions and reducers, never the other way round.',
      from: { path: SLICE_FILES, pathNot: IMPURE },
      to: { path: '\\.(store|graphql)\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '\\.d\\.ts$'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.json'],
    },
  },
};
