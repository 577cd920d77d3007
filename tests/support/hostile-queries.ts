/** A request that must be refused, for what it says or for how much it asks. */
export interface Hostile {
  name: string;
  /** Sent as JSON; a text is sent as it is. */
  body: object | string;
  status: number;
  code: string;
}

const times = (count: number, make: (i: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, i) => make(i)).join(between);
const chain = (count: number, on: string, inner: (i: number) => string, last: string) =>
  `${times(count, (i) => `fragment F${i} on ${on} { ${inner(i + 1)} }`)} fragment F${count} on ${on} { ${last} }`;

const FIGURE = { metric: 'LN_BAL', population: 'HNTE', period: '2024-12' };
const COUNT = { ...FIGURE, transform: 'COUNT-GE-1000000' };
const OBSERVE = 'query ($figure: FigureInput!) { observation(figure: $figure) { value } }';
const OBSERVE_ALL = 'query ($f: [FigureInput!]!) { observations(figures: $f) { value } }';
const LONG = 'x'.repeat(1_000_000);
const keys = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]));

const MISFORMED: readonly [name: string, body: object | string, code?: string][] = [
  ['no query', {}, 'BAD_REQUEST'],
  ['a query that is a number', { query: 5 }, 'BAD_REQUEST'],
  ['a batch', [{ query: '{__typename}' }], 'BAD_REQUEST'],
  ['variables that are a text', { query: '{__typename}', variables: '{}' }, 'BAD_REQUEST'],
  ['no JSON', '{"query":', 'BAD_USER_INPUT'],
  [
    'JSON of 1,000,000 levels',
    `{"query":"{__typename}","variables":{"x":${'['.repeat(1e6)}${']'.repeat(1e6)}}}`,
    'BAD_USER_INPUT',
  ],
  [
    'JSON of 100,000 objects in each other',
    `${'{"a":'.repeat(1e5)}1${'}'.repeat(1e5)}`,
    'BAD_USER_INPUT',
  ],
  ['no operation', { query: 'fragment F on Query { __typename }' }, 'OPERATION_RESOLUTION_FAILURE'],
  [
    'two operations, none named',
    { query: 'query A { __typename } query B { __typename }' },
    'OPERATION_RESOLUTION_FAILURE',
  ],
  [
    'two operations, another named',
    { query: 'query A { __typename } query B { __typename }', operationName: 'C' },
    'OPERATION_RESOLUTION_FAILURE',
  ],
  [
    'one operation, another named',
    { query: 'query A { metrics { code } }', operationName: LONG },
    'OPERATION_RESOLUTION_FAILURE',
  ],
  [
    'an empty name',
    { query: 'query A { metrics { code } }', operationName: '' },
    'OPERATION_RESOLUTION_FAILURE',
  ],
  ['a subscription', { query: 'subscription { metrics { code } }' }, 'NO_SUBSCRIPTIONS'],
  [
    'a wrong hash',
    {
      query: '{__typename}',
      extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
    },
    'BAD_USER_INPUT',
  ],
  [
    'a hash that is no text',
    { extensions: { persistedQuery: { version: 1, sha256Hash: { a: 1 } } } },
    'BAD_USER_INPUT',
  ],
  [
    'another version of persisted queries',
    { extensions: { persistedQuery: { version: 2, sha256Hash: 'a' } } },
    'BAD_USER_INPUT',
  ],
  [
    'an unknown persisted id',
    { extensions: { persistedQuery: { version: 1, sha256Hash: LONG } } },
    'PERSISTED_QUERY_NOT_FOUND',
  ],
  [
    'an As-Of of a megabyte',
    { query: '{ metrics { code } }', extensions: { asOf: LONG } },
    'BAD_AS_OF',
  ],
  [
    'an As-Of that is an object',
    { query: '{ metrics { code } }', extensions: { asOf: { toString: 1 } } },
    'BAD_AS_OF',
  ],
  [
    'a Min-Cut that is a list',
    { query: '{ metrics { code } }', extensions: { minCut: [[[7]]] } },
    'BAD_MIN_CUT',
  ],
  [
    'a name of JSON’s own machinery',
    '{"query":"{__typename}","__proto__":{"x":1}}',
    'BAD_USER_INPUT',
  ],
  [
    'an operation’s name that is a number',
    { query: '{__typename}', operationName: 7 },
    'BAD_REQUEST',
  ],
  ['a persisted query that is a list', { extensions: { persistedQuery: [1] } }, 'BAD_USER_INPUT'],
  [
    'a syntax error with a long name',
    { query: `{ ${'x'.repeat(200_000)}( }` },
    'GRAPHQL_PARSE_FAILED',
  ],
  [
    '3,000 nested fragments',
    { query: `{ ...F0 } ${chain(3000, 'Query', (i) => `...F${i}`, '__typename')}` },
    'GRAPHQL_PARSE_FAILED',
  ],
  ['10,001 tokens', { query: `{ ${'__typename '.repeat(10_001)} }` }, 'GRAPHQL_PARSE_FAILED'],
];

const INVALID: readonly [name: string, query: string, code?: string][] = [
  ['a field that is not', '{ nonsense }'],
  ['a field with a long name', `{ ${'x'.repeat(200_000)} }`],
  ['1,000 fields that are not', `{ ${times(1000, (i) => `f${i}`)} }`],
  ['a fragment of itself', '{ ...A } fragment A on Query { ...A }'],
  ['a cycle of 90 fragments', `{ ...F0 } ${chain(90, 'Query', (i) => `...F${i}`, '...F0')}`],
  ['variables that are not used', 'query ($a: ID, $b: ID) { metrics { code } }'],
  ['a literal that is no period', '{ findings(period: "2024-13") { scope } metrics { code } }'],
  [
    'a literal in an input that is no period',
    '{ observation(figure: {metric: "LN_BAL", period: "2024-13"}) { value } }',
  ],
  ['a literal that is no date', '{ enterpriseLists(on: "2024-02-30") { code } metrics { code } }'],
  [
    'a default that is no period',
    'query ($p: Period! = "2024-13") { findings(period: $p) { scope } }',
  ],
  ['a number for a period', '{ findings(period: 2024) { scope } }'],
  ['a long literal', `{ findings(period: "${'9'.repeat(200_000)}") { scope } }`],
  [
    '2,000 unknown keys in a literal',
    `{ observation(figure: {${times(2000, (i) => `k${i}: 1`)}}) { value } }`,
  ],
  ['fields that conflict, 40 times', `{ ${times(40, (i) => `a: region(code: "${i}") { code }`)} }`],
  [
    'an alias named like a key',
    '{ institutions { nodes { code: group submissions(first: 1) { totalCount } } } }',
    'ALIAS_CLASH',
  ],
  [
    'an alias named like a key, in a fragment',
    '{ institutions { nodes { ...F } } } fragment F on Institution { code: group loans { totalCount } }',
    'ALIAS_CLASH',
  ],
  [
    'an alias named like a key, of an object',
    '{ loan(id: "L", institution: "B") { id: institution { code } filings { totalCount } } }',
    'ALIAS_CLASH',
  ],
  [
    'a type’s name under the name of a key',
    '{ enterprises { nodes { id: __typename loans { totalCount } } } }',
    'ALIAS_CLASH',
  ],
  [
    'an alias of GraphQL’s own',
    '{ institutions { nodes { __typename: group submissions(first: 1) { totalCount } } } }',
    'ALIAS_CLASH',
  ],
  ['an alias that begins as GraphQL’s own do', '{ __x: metrics { code } }', 'ALIAS_CLASH'],
  ['an alias that the planner makes up', '{ metrics { a__alias_0: code } }', 'ALIAS_CLASH'],
];

const TOO_MUCH: readonly [
  name: string,
  query: string,
  variables?: object,
  operationName?: string,
][] = [
  ['1,000 nested fragments', `{ ...F0 } ${chain(1000, 'Query', (i) => `...F${i}`, '__typename')}`],
  [
    'fragments that double 60 times',
    `{ region(code: "36") { ...F0 } } ${chain(60, 'Region', (i) => `a: parent { ...F${i} } b: parent { ...F${i} }`, 'code')}`,
  ],
  [
    'fragments that double by spreads',
    `{ region(code: "36") { ...F0 } } ${chain(60, 'Region', (i) => `... { ...F${i} } ... { ...F${i} }`, 'code')}`,
  ],
  ['1,000 operations', `${times(1000, (i) => `query Q${i} { __typename }`)}`, undefined, 'Q7'],
  [
    'brackets of 3,000 levels',
    `{ region(code: "36") ${'{ parent '.repeat(3000)}{ code }${' }'.repeat(3001)}`,
  ],
  [
    'a literal of 4,000 levels',
    `{ region(code: ${'['.repeat(4000)}${']'.repeat(4000)}) { code } }`,
  ],
  ['one field 300 times', `{ institution(code: "B") { ${'name { zh en } '.repeat(300)} } }`],
  ['1,500 variables', `query (${times(1500, (i) => `$v${i}: ID`)}) { metrics { code } }`],
  ['a text of 10 MB', `{ metrics { code } } #${'x'.repeat(10_000_000)}`],
  ['101 aliases', `{ ${times(101, (i) => `a${i}: region(code: "${i}") { code }`)} }`],
  ['13 levels', `{ region(code: "36") ${'{ parent '.repeat(12)}{ code }${' }'.repeat(13)}`],
  [
    'pages of pages',
    '{ institutions(first: 500) { nodes { loans(first: 500) { nodes { id } } } } }',
  ],
  [
    'rows in an inline fragment',
    '{ institutions(first: 500) { ... { nodes { loans(first: 500) { ... { nodes { id } } } } } } }',
  ],
  [
    'rows in named fragments',
    '{ institutions(first: 500) { ...A } } fragment A on InstitutionConnection { nodes { loans(first: 500) { ...B } } } fragment B on LoanConnection { nodes { id } }',
  ],
  [
    'rows by their edges',
    '{ institutions(first: 500) { edges { node { loans(first: 500) { edges { node { id } } } } } } }',
  ],
  [
    'rows under another name',
    '{ institutions(first: 500) { x: nodes { loans(first: 500) { y: nodes { id } } } } }',
  ],
  [
    'lists that have no pages',
    '{ submissions(first: 500) { nodes { history { cells { area row column value } } } } }',
  ],
  [
    'all that any return holds',
    '{ submissions(first: 500) { ... { nodes { cells { value } } } } }',
  ],
  [
    'areas in areas in areas',
    '{ regions { children { children { children { name { zh en } enterprises { nodes { id } } } } } } }',
  ],
  [
    'the filers of many periods',
    `{ ${times(60, (i) => `p${i}: reportingPeriod(form: "TF01", period: "20${10 + i}") { filers { status institution { code name { zh en } } } }`)} }`,
  ],
  [
    'the schema, 20 times',
    `{ ${times(20, (i) => `s${i}: __schema { types { name fields { name args { name type { name } } type { name ofType { name } } } } }`)} }`,
  ],
  [
    'types of the schema, 99 times',
    `{ ${times(99, (i) => `t${i}: __schema { types { name fields { name } enumValues { name } inputFields { name } } }`)} }`,
  ],
  [
    '80 requests to services',
    `{ ${times(40, (i) => `i${i}: institution(code: "${i}") { name { zh } loans(first: 1) { totalCount } filings(first: 1) { totalCount } }`)} }`,
  ],
  [
    'many places',
    `{ ${times(60, (i) => `f${i}: observation(figure: {metric: "LN_BAL", reporter: "B${i}", period: "2024-12"}) { rank { rank } }`)} }`,
  ],
  [
    'counts in ids of figures',
    `{ ${times(90, (i) => `f${i}: figure(id: "LN_BAL.HNTE._T.36._T._T._T._T._T.REG.RETURN.M:COUNT-GE-${i}:2024-12") { value }`)} }`,
  ],
  [
    'ranks of a series',
    '{ series(figure: {metric: "LN_BAL", period: "2024-12", transform: "RANK-_T"}, from: "2010-01", to: "2024-12") { value } }',
  ],
  [
    'places in a triangle of 200 months',
    '{ vintages(figure: {metric: "LN_BAL", period: "2024-12", transform: "RANK-_T"}, from: "2008-05", to: "2024-12") { vintages { observation { value } } } }',
  ],
  [
    'a series with the place in each month',
    '{ series(figure: {metric: "LN_BAL", reporter: "B", period: "2024-12"}, from: "2010-01", to: "2024-12") { rank { rank } } }',
  ],
  [
    'a table of ranks with a place in each row',
    '{ ranking(metric: "LN_BAL", period: "2024-12", first: 500) { rows { observation { rank { rank } } } } }',
  ],
  [
    'combined counts',
    'query ($f: [FigureInput!]!) { combined(figures: $f, how: SUM) { value } }',
    { f: Array.from({ length: 200 }, () => COUNT) },
  ],
  [
    '4 × 200 counts',
    `query ($f: [FigureInput!]!) { ${times(4, (i) => `a${i}: observations(figures: $f) { value }`)} }`,
    { f: Array.from({ length: 200 }, () => COUNT) },
  ],
  ['10,000 figures', OBSERVE_ALL, { f: Array.from({ length: 10_000 }, () => FIGURE) }],
  [
    'a page of a variable, 500 rows each',
    'query ($n: Int) { institutions(first: $n) { nodes { loans(first: $n) { nodes { id } } } } }',
    { n: 500 },
  ],
  [
    'a page of a default, 500 rows each',
    'query ($n: Int = 500) { institutions(first: $n) { nodes { loans(first: $n) { nodes { id } } } } }',
  ],
];

const UNFIT: readonly [name: string, query: string, variables: object][] = [
  ['12,000 unknown keys', OBSERVE, { figure: { ...FIGURE, ...keys(12_000) } }],
  [
    '12,000 unknown keys in each of 5 figures',
    OBSERVE_ALL,
    { f: Array.from({ length: 5 }, () => keys(12_000)) },
  ],
  [
    'an unknown key of 100,000 characters',
    OBSERVE,
    { figure: { ...FIGURE, ['k'.repeat(100_000)]: 1 } },
  ],
  [
    'an enum of 100,000 characters',
    'query ($b: Basis) { ranking(metric: "M", period: "2024-12", basis: $b) { n } }',
    { b: 'x'.repeat(100_000) },
  ],
  [
    'a number of 100,000 characters',
    'query ($n: Int) { loans(first: $n) { totalCount } }',
    { n: '1'.repeat(100_000) },
  ],
  ['a period that is none', OBSERVE, { figure: { ...FIGURE, period: '2024-13' } }],
  [
    'a date that is none',
    'query ($on: Date) { enterpriseLists(on: $on) { code } }',
    { on: '2024-02-30' },
  ],
  ['a period that is a number', OBSERVE, { figure: { ...FIGURE, period: 202412 } }],
  ['a required variable left out', OBSERVE, {}],
  ['a required variable that is null', OBSERVE, { figure: null }],
  ['a list of nulls', OBSERVE_ALL, { f: [null, null] }],
  ['an object for an id', 'query ($c: ID!) { region(code: $c) { code } }', { c: keys(5000) }],
  ['a fraction for a number', 'query ($n: Int) { loans(first: $n) { totalCount } }', { n: 1.5 }],
  [
    '1,000 faults',
    OBSERVE_ALL,
    { f: Array.from({ length: 1000 }, () => ({ metric: 1.5, period: 'x', basis: 'y' })) },
  ],
  [
    'a text for a list of commands',
    'mutation ($c: [CommandInput!]!) { banksSubmit(commands: $c) { status } }',
    { c: LONG },
  ],
  [
    'a command whose instant is none',
    'mutation ($c: [CommandInput!]!) { banksSubmit(commands: $c) { status } }',
    { c: [{ id: 'a', type: 'b', body: {}, knownAt: '2024-02-30T00:00:00Z' }] },
  ],
];

/** Requests that must be refused before anything is planned, each of a kind that once got through or did harm. */
export const hostileQueries: readonly Hostile[] = [
  ...MISFORMED.map(([name, body, code = 'BAD_REQUEST']) => ({ name, body, status: 400, code })),
  ...INVALID.map(([name, query, code = 'GRAPHQL_VALIDATION_FAILED']) => ({
    name,
    body: { query },
    status: 400,
    code,
  })),
  ...TOO_MUCH.map(([name, query, variables, operationName]) => ({
    name,
    body: { query, variables, operationName },
    status: 400,
    code: 'TOO_COMPLEX',
  })),
  ...UNFIT.map(([name, query, variables]) => ({
    name,
    body: { query, variables },
    status: 400,
    code: 'BAD_USER_INPUT',
  })),
  {
    name: 'values of 10 MB',
    body: {
      query: 'query ($b: Basis) { ranking(metric: "M", period: "2024-12", basis: $b) { n } }',
      variables: { b: 'x'.repeat(10_000_000) },
    },
    status: 400,
    code: 'TOO_COMPLEX',
  },
];
