/**
 * The borders of the house: which room may import which. A type crosses a border like a value does:
 * the swc parser reports both alike.
 */

/** The files of a room may import their own room, these parts of the house, and no others. */
const mayImport = (room, allowed, path = room) => ({
  name: `${room} imports ${allowed.length ? `only ${allowed.join(', ')}` : 'nothing'} of the house`,
  severity: 'error',
  from: { path: `^(${path})/` },
  to: {
    dependencyTypes: ['local'],
    pathNot: ['$1', ...allowed].map((part) => `^${part}(/|$)`),
  },
});

/** What every server of the house stands on. */
const FOUNDATION = ['directory', 'identity', 'platform', 'schema'];

/** What organisations and the coalition stand on. */
const BELOW = ['subgraphs/framework', 'subgraphs/cards', 'subgraphs/feed'];

/** What either end of a feed stands on; neither stands on the other. */
const END_OF_FEED = [
  ...FOUNDATION,
  'subgraphs/framework',
  'subgraphs/cards',
  'subgraphs/feed/protocol',
];

const PROGRAM = '(^|/)main\\.ts$|^bin/|^development/start/';
const CONFIGURATION = '^(codegen\\.ts|jest\\.config\\.js|\\.dependency-cruiser\\.cjs)$';

module.exports = {
  forbidden: [
    mayImport('platform', []),
    mayImport('schema', ['platform/root.ts', 'platform/start-failure.ts']),
    mayImport('embedded-mongo', []),
    mayImport('identity', ['platform', 'schema']),
    mayImport('directory', ['identity', 'platform', 'schema']),
    mayImport('gateway/partition', ['schema/global-id.ts', 'platform/cut.ts']),
    mayImport('gateway/executor', []),
    mayImport('gateway', FOUNDATION),
    mayImport('subgraphs/framework', FOUNDATION),
    mayImport('subgraphs/cards', [...FOUNDATION, 'subgraphs/framework']),
    mayImport('subgraphs/feed/protocol', []),
    mayImport('subgraphs/feed/publish', END_OF_FEED),
    mayImport('subgraphs/feed/follow', END_OF_FEED),
    mayImport('subgraphs/organisation', [...FOUNDATION, ...BELOW, 'subgraphs/generated']),
    mayImport(
      'a kind',
      [...FOUNDATION, ...BELOW, 'subgraphs/organisation/program.ts', 'subgraphs/generated'],
      'subgraphs/kinds/[^/]+',
    ),
    mayImport('subgraphs/leaves', [
      ...FOUNDATION,
      ...BELOW,
      'subgraphs/organisation/kind.ts',
      'subgraphs/generated',
    ]),
    mayImport('subgraphs/coalition', [
      ...FOUNDATION,
      ...BELOW,
      'subgraphs/organisation',
      'subgraphs/generated/card-lists.ts',
    ]),
    mayImport('subgraphs/coalition/affiliates', [...FOUNDATION, ...BELOW]),
    mayImport('subgraphs/coalition/affiliates/check', FOUNDATION),
    mayImport('subgraphs/coalition/similar', [
      ...FOUNDATION,
      ...BELOW,
      'subgraphs/organisation/ideas/idea.ts',
    ]),
    mayImport('development/sample', [...FOUNDATION, 'subgraphs']),
    mayImport('development/issuer', [...FOUNDATION, 'development/sample']),
    mayImport('import', [...FOUNDATION, 'subgraphs']),
    {
      name: 'embedded-mongo is imported by its name',
      severity: 'error',
      from: { pathNot: '^embedded-mongo/' },
      to: { path: '^embedded-mongo/', dependencyTypesNot: ['aliased-workspace'] },
    },
    {
      name: 'the local issuer is for development alone',
      severity: 'error',
      from: { pathNot: '^(development|test)/' },
      to: { path: '^development/issuer/' },
    },
    {
      name: 'a kind uses the types of its own contract',
      severity: 'error',
      from: { path: '^subgraphs/(?:kinds/)?(party|union|think-tank|movement|coalition)/' },
      to: { path: '^schema/generated/', pathNot: '^schema/generated/($1|enums)\\.ts$' },
    },
    {
      name: 'organisation uses the types of its own contract',
      severity: 'error',
      from: { path: '^subgraphs/organisation/' },
      to: { path: '^schema/generated/', pathNot: '^schema/generated/(organisation|enums)\\.ts$' },
    },
    {
      name: 'nothing imports test',
      severity: 'error',
      from: { pathNot: '^(embedded-mongo/)?test/' },
      to: { path: '^(embedded-mongo/)?test/' },
    },
    {
      name: 'nothing imports a program',
      comment:
        'It is started, by bin/launch.js. The programs of the kinds share one, in organisation/program.ts.',
      severity: 'error',
      from: { pathNot: PROGRAM },
      to: { path: '(^|/)main\\.ts$' },
    },
    {
      name: 'resolvers never touch mongoose',
      severity: 'error',
      from: { path: '(^|/)resolvers\\.ts$' },
      to: { path: '^node_modules/mongoose/' },
    },
    {
      name: 'mongoose stays in the subgraphs and what fills them',
      severity: 'error',
      from: { pathNot: '^(subgraphs|development/sample|import|test|embedded-mongo/test)/' },
      to: { path: '^node_modules/mongoose/' },
    },
    { name: 'no cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          PROGRAM,
          CONFIGURATION,
          '^docs/examples/',
          '\\.(test|bench|d)\\.ts$',
          '^test/support/closing-line\\.js$',
        ],
      },
      to: {},
    },
    {
      name: 'what runs in production needs no development package',
      severity: 'error',
      from: {
        pathNot: [
          CONFIGURATION,
          '^(bin|test|development/issuer|embedded-mongo/test)/',
          '^schema/compose\\.ts$',
        ],
      },
      to: { dependencyTypes: ['npm-dev'] },
    },
    {
      name: 'packages are named in package.json',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'imports resolve',
      severity: 'error',
      from: {},
      // What is bundled need not be there yet.
      to: { couldNotResolve: true, pathNot: '(^|/)dist/' },
    },
  ],
  options: {
    parser: 'swc',
    // Generated types name the rows that they are made for, so following them would make a cycle of each.
    doNotFollow: { path: ['node_modules', '^schema/generated/'] },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@groundswell/source', 'import', 'node'],
    },
    exclude: {
      path: '^(coverage|(embedded-mongo/)?dist|\\.groundswell|docs/examples/petal|test/clients)/',
    },
  },
};
