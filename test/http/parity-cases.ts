/** Operations on the lab schema, with the variables to try on them. */
export interface Case {
  readonly query: string
  readonly variables?: readonly object[]
}

/** What graphql-jit is trusted with. */
export const compiled: Record<string, Case> = {
  'plain fields, aliases and __typename': {
    query: '{ a: book { name n: name __typename } b: book(id: "2") { pages } }',
  },
  'nothing found': { query: '{ book(id: "0") { name author { name } } }' },
  'lists and promises': {
    query: '{ books(first: 3) { name author { name books { pages } } editions { name } } }',
  },
  'unions and inline fragments': {
    query: '{ things { __typename ... on Book { pages } ... on Author { rival { name } } } }',
  },
  'interfaces with nulls': { query: '{ named { name ... on Book { sequel { name } } } }' },
  'fragments used twice': {
    query:
      'query { book { ...F sequel { ...F } } } fragment F on Book { name author { ...G } } fragment G on Named { name }',
  },
  'fields merged from several selections': {
    query:
      '{ book { author { name } author { rival { name } } ...F } } fragment F on Book { author { books { name } } }',
  },
  'an error in a nullable field': { query: '{ book { name broken sequel { broken } } }' },
  'null bubbling to the next nullable': { query: '{ nullInside { name nothing } book { brokenList name } }' },
  'null bubbling through lists': { query: '{ books { name author { nothing } } }' },
  'an unknown type of a union': { query: '{ unknownThing { __typename } book { name } }' },
  'defaults and given arguments': {
    query:
      'query ($first: Int, $sort: Sort = OLDEST) { books(first: 1, sort: $sort) { name } echo(int: $first, sort: $sort) }',
    variables: [
      {},
      { first: 3 },
      { first: null, sort: null },
      { sort: 'NEWEST' },
      { sort: 'WORST' },
      { first: 1.5 },
    ],
  },
  'a default that null replaces': {
    query: 'query ($first: Int = 3) { books(first: $first) { name } }',
    variables: [{}, { first: 1 }, { first: null }],
  },
  'every built-in scalar': {
    query:
      'query ($t: String, $n: Float, $i: Int, $f: Boolean, $id: ID, $ids: [ID!]) { echo(text: $t, number: $n, int: $i, flag: $f, id: $id, ids: $ids) }',
    variables: [
      { t: 'a "b" \\ \n ü 💧', n: 1e3, i: -1, f: false, id: 12, ids: ['a', 3] },
      { ids: 'single' },
      { t: 1 },
      { n: 'x' },
      { i: 2 ** 31 },
      { i: 1.5 },
      { f: 'true' },
      { id: {} },
      { ids: [null] },
      { ids: null, t: null },
    ],
  },
  'our own scalars': {
    query:
      'query ($i: SafeInt, $d: Decimal, $c: CurrencyCode, $j: JSON) { exact(int: $i, decimal: $d, currency: $c, json: $j) }',
    variables: [
      { i: 2 ** 53 - 1, d: '1.50', c: 'EUR', j: { a: [1, { b: null }] } },
      { i: 2 ** 53 },
      { i: '1' },
      { d: 'one' },
      { c: 'eur' },
      { c: 'XXX', i: 1.5 },
      {},
    ],
  },
  'literals of our own scalars': {
    query:
      '{ exact(int: 9007199254740991, decimal: "2.50", currency: "JPY", json: {a: [1, "x", true, null]}) }',
  },
  'input objects': {
    query: 'query ($input: Patch!) { patch(input: $input) }',
    variables: [
      { input: { id: 1 } },
      { input: { id: 1, name: null, pages: null, tags: 'one' } },
      { input: { id: 1, more: [{ id: 2, more: { from: 3 } }] } },
      { input: {} },
      { input: { id: 1, stranger: true } },
      { input: { id: 1, more: [{ name: 'x' }] } },
      { input: [] },
      { input: 'x' },
      {},
    ],
  },
  'variables inside literals': {
    query:
      'query ($id: ID!, $name: String, $tag: String!) { patch(input: { id: $id, name: $name, tags: [$tag, "b"] }) }',
    variables: [
      { id: '1', name: 'x', tag: 'a' },
      { id: '1', tag: 'a' },
      { id: '1', name: null, tag: 'a' },
      { id: '1', name: 'x' },
    ],
  },
  'a variable in a literal that is called like a part of every object': {
    query: 'query ($constructor: String) { patch(input: { id: 1, name: $constructor }) }',
    variables: [{ constructor: 'x' }, {}],
  },
  'an input with exactly one key': {
    query: 'query ($by: By!) { bookBy(by: $by) }',
    variables: [
      { by: { id: 1 } },
      { by: { slug: 'x' } },
      { by: {} },
      { by: { id: 1, slug: 'x' } },
      { by: { id: null } },
      { by: { id: 1, slug: null } },
      { by: null },
      { by: { range: { by: { id: 1 } } } },
      { by: { range: { by: { id: 1, sku: 'x' } } } },
    ],
  },
  'a list of inputs with exactly one key': {
    query: 'query ($by: [By!]!) { booksBy(by: $by) }',
    variables: [
      { by: [{ id: 1 }, { slug: 'x' }] },
      { by: [{ id: 1 }, {}] },
      { by: [{ id: 1, slug: 'x' }] },
      { by: { id: 1, slug: 'x' } },
      { by: [] },
    ],
  },
  'an input with exactly one key deep inside another': {
    query: 'query ($in: Patch!) { patch(input: $in) }',
    variables: [
      { in: { id: 1, more: [{ id: 2, by: { id: 3 } }] } },
      { in: { id: 1, more: [{ id: 2, by: {} }] } },
      { in: { id: 1, more: [{ id: 2, by: { range: { by: { id: 1, sku: 'x' } } } }] } },
    ],
  },
  'the one key from a variable': {
    query: 'query ($id: ID!) { bookBy(by: { id: $id }) }',
    variables: [{ id: 'x' }, { id: null }, {}],
  },
  'conditions on leaf fields': {
    query: `query ($yes: Boolean!, $no: Boolean = false) {
      book { name @include(if: $yes) pages @skip(if: $yes) title: name @include(if: $no) @skip(if: $yes) ...F }
    } fragment F on Book { name sequel { pages @include(if: $no) name } }`,
    variables: [
      { yes: true },
      { yes: false },
      { yes: true, no: true },
      { yes: false, no: true },
      { yes: null },
      {},
    ],
  },
  'names like those of JavaScript': {
    query: '{ constructor: book { toString: name hasOwnProperty: pages valueOf: name } then: slow }',
  },
  'one operation of several': {
    query: 'query A { book { ...F } } query B { books { ...F pages } } fragment F on Book { name }',
  },
  'mutations one after the other': { query: 'mutation { a: append(text: "1") fail b: append(text: "2") }' },
}

/** What graphql-jit gets wrong, so that graphql-js runs it. */
export const interpreted: Record<string, Case> = {
  'code in a text': {
    query: '{ echo(text: "__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74dglobalThis.injected=1") }',
  },
  'code in a text with escapes': {
    query: '{ echo(text: "_\\u005fMAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74dglobalThis.injected=1") }',
  },
  'code in a block text': {
    query: '{ echo(text: """__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74dglobalThis.injected=1""") }',
  },
  'code in a default': {
    query:
      'query ($t: String = "__MAGIC_DATE__33a9e76d_02e0_4128_8e92_3530ad3da74dglobalThis.injected=1") { echo(text: $t) }',
  },
  'a text that would be a number': {
    query: '{ echo(text: "__MAGIC_NAN__57f286b9_4c20_487f_b409_79804ddcb4f8") }',
  },
  'a condition on a fragment that is spread twice': {
    query:
      'query ($a: Boolean!, $b: Boolean!) { book { ...F @include(if: $a) ...F @include(if: $b) } } fragment F on Book { name }',
    variables: [
      { a: false, b: true },
      { a: true, b: false },
      { a: false, b: false },
    ],
  },
  'a condition on one of two fields that merge': {
    query:
      'query ($a: Boolean!) { book @include(if: $a) { ...F } book { pages } } fragment F on Book { name }',
    variables: [{ a: false }, { a: true }],
  },
  'a condition on an inline fragment': {
    query:
      'query ($a: Boolean!) { things { ... on Book @skip(if: $a) { name } ... on Author { name } ... @include(if: $a) { __typename } } }',
    variables: [{ a: false }, { a: true }],
  },
  'the name __proto__': { query: '{ __proto__: book { name __proto__: author { name } } }' },
  'a variable called __proto__': {
    query: 'query ($__proto__: String) { echo(text: $__proto__) }',
    variables: [{}],
  },
  'an input type inside itself': {
    query: 'query ($in: Tree) { tree(in: $in) }',
    variables: [
      { in: { children: [{ leaf: 1 }, { children: [] }] } },
      { in: { children: [{ leaf: 1, children: [] }] } },
    ],
  },
  'fragments that fan out': {
    query: `{ book { ...F0 } } ${Array.from({ length: 12 }, (_, i) => `fragment F${i} on Book { a${i}: sequel { ...F${i + 1} } b${i}: sequel { ...F${i + 1} } }`).join(' ')} fragment F12 on Book { name }`,
  },
}
