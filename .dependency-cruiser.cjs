const domains = require('./src/domains/domains.json')

const top = (...folders) => `^src/(${folders.join('|')})(/|\\.ts$)`
const npm = (...packages) => `(^|/)node_modules/(${packages.join('|')})(/|$)`

/** What each top-level part may import of the others. Everything points down. */
const reaches = {
  kernel: [],
  db: ['kernel', 'config'],
  domains: ['kernel', 'db'],
  telemetry: ['kernel'],
  schema: ['kernel', 'domains'],
  resolvers: ['kernel', 'domains', 'schema'],
  cache: ['kernel', 'domains', 'db', 'telemetry'],
  workers: ['kernel', 'domains', 'db'],
  http: ['kernel', 'domains', 'db', 'cache', 'telemetry'],
  app: ['kernel', 'config', 'domains', 'db', 'telemetry', 'cache', 'workers', 'schema', 'resolvers', 'http'],
  cli: [
    'kernel',
    'config',
    'domains',
    'db',
    'telemetry',
    'cache',
    'workers',
    'schema',
    'resolvers',
    'http',
    'app',
    'main',
  ],
}

const directions = Object.entries(reaches).map(([part, lower]) => ({
  name: `direction-of-${part}`,
  comment: `src/${part} imports only ${['itself', ...lower].join(', ')}.`,
  severity: 'error',
  from: { path: top(part) },
  to: { path: '^src/', pathNot: top(part, ...lower) },
}))

const orderOfDomains = domains.map((domain, i) => ({
  name: `${domain}-uses-earlier-domains`,
  comment:
    'A domain uses another only if it comes earlier in src/domains/domains.json; what flows up is a reaction.',
  severity: 'error',
  from: { path: `^src/domains/${domain}/` },
  to: { path: '^src/domains/[^/]+/', pathNot: `^src/domains/(${domains.slice(0, i + 1).join('|')})/` },
}))

/** `a.ts` or a folder `a/`, at any depth in a domain; `$1` is the domain in the other end of the rule. */
const piece = (name) => `^src/domains/([^/]+)/(|.+/)${name}[^/]*(/|\\.ts$)`

/** The rules of a domain that those of later ones are made of: pure as well, so nothing that does I/O gets in. */
const rulesToCompose = '^src/domains/[^/]+/rules/index\\.ts$'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...directions,
    ...orderOfDomains,
    {
      name: 'domains-are-listed',
      comment: 'Every folder of src/domains stands in src/domains/domains.json.',
      severity: 'error',
      from: {},
      to: { path: '^src/domains/[^/]+/', pathNot: `^src/domains/(${domains.join('|')})/` },
    },
    {
      name: 'domains-by-their-index',
      comment: "A domain's promised surface is its index.ts; the rest of it is its own business.",
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(domains|schema)/' },
      to: { path: '^src/domains/[^/]+/', pathNot: '^src/domains/[^/]+/index\\.ts$' },
    },
    {
      name: 'domains-by-their-index-among-themselves',
      comment: "A domain's promised surface is its index.ts; the rest of it is its own business.",
      severity: 'error',
      from: { path: '^src/domains/([^/]+)/' },
      to: {
        path: '^src/domains/[^/]+/',
        pathNot: ['^src/domains/$1/', '^src/domains/[^/]+/index\\.ts$', rulesToCompose],
      },
    },
    {
      name: 'only-rules-compose-rules',
      comment: "What is no rule reaches another domain's rules through its index.ts.",
      severity: 'error',
      from: { path: '^src/domains/([^/]+)/', pathNot: piece('rules') },
      to: { path: rulesToCompose, pathNot: '^src/domains/$1/' },
    },
    {
      name: 'schema-knows-only-shapes',
      comment:
        'The schema takes types and inputs of a domain, so that no enum is written twice, and nothing that runs.',
      severity: 'error',
      from: { path: '^src/schema/' },
      to: { path: '^src/domains/[^/]+/', pathNot: '^src/domains/[^/]+/(types|inputs)(/|\\.ts$)' },
    },
    {
      name: 'rules-are-pure',
      comment:
        'Rules compute: they import the kernel, the shapes of domains and libraries that only compute.',
      severity: 'error',
      from: { path: piece('rules') },
      to: {
        pathNot: [
          '^src/kernel/',
          '^src/domains/$1/(|.+/)rules[^/]*(/|\\.ts$)',
          '^src/domains/$1/(types|inputs|records|errors)(/|\\.ts$)',
          '^src/domains/[^/]+/index\\.ts$',
          rulesToCompose,
          npm('sanitize-html', 'slugify'),
          '^(node:)?(crypto|util)$',
        ],
      },
    },
    {
      name: 'rules-run-no-other-domain',
      comment:
        'Of what another domain promises, rules may name the types; what they run of it stands in its rules/index.ts.',
      severity: 'error',
      from: { path: piece('rules') },
      to: { path: '^src/domains/[^/]+/index\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'stores-know-only-their-own-tables',
      comment: 'A store reads and writes the tables of its own domain.',
      severity: 'error',
      from: { path: '^src/domains/([^/]+)/' },
      to: { path: '^src/db/tables/', pathNot: '^src/db/tables/$1(/|\\.ts$)' },
    },
    {
      name: 'sql-stays-in-stores',
      comment: 'In a domain only the store speaks SQL; others may name the shape of what is stored.',
      severity: 'error',
      from: { path: '^src/domains/', pathNot: piece('store') },
      to: { path: [npm('drizzle-orm'), '^src/db/tables/'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'domains-know-no-transport',
      comment: 'Domains know neither GraphQL nor HTTP nor a Redis client.',
      severity: 'error',
      from: { path: '^src/(domains|kernel|db)/' },
      to: {
        path: [
          npm(
            'graphql',
            'graphql-jit',
            'type-graphql',
            'dataloader',
            '@apollo/.+',
            'fastify',
            '@fastify/.+',
            'ioredis',
          ),
          '^(node:)?https?2?$',
        ],
      },
    },
    {
      name: 'api-knows-no-sql',
      comment: 'The schema, its resolvers and the HTTP layer know no SQL.',
      severity: 'error',
      from: { path: '^src/(schema|resolvers|http|cache)/' },
      to: { path: [npm('drizzle-orm', 'better-sqlite3', 'pg'), '^src/db/(tables|engines|columns)/'] },
    },
    {
      name: 'drivers-stay-in-db',
      comment: 'Only src/db opens connections.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/db/' },
      to: { path: npm('better-sqlite3', 'pg') },
    },
    {
      name: 'traces-load-on-demand',
      comment: 'Without a collector nothing of OpenTelemetry is loaded.',
      severity: 'error',
      from: { pathNot: '^src/telemetry/open-telemetry\\.ts$' },
      to: { path: [npm('@opentelemetry/.+'), '^src/telemetry/open-telemetry\\.ts$'], dynamic: false },
    },
    {
      name: 'kernel-does-no-io',
      comment: 'The kernel neither reads nor sends anything.',
      severity: 'error',
      from: { path: '^src/kernel/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|util|assert)$' },
    },
    {
      name: 'no-cycles',
      comment: 'Two modules that need each other are one idea, or one of them knows too much.',
      severity: 'error',
      from: { pathNot: '^src/schema/' },
      to: { circular: true },
    },
    {
      name: 'nothing-from-outside-src',
      comment: 'The product does not run on its tests, benchmarks or scripts.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts|web|examples)/' },
    },
    {
      name: 'no-dev-dependencies',
      comment: 'What runs in production is a dependency, and a listed one.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-optional'],
        dependencyTypesNot: ['npm', 'type-only'],
      },
    },
    {
      name: 'nothing-unresolved',
      comment: 'Every import leads somewhere.',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
}
