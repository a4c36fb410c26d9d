import tseslint from 'typescript-eslint'

// Biome lints everything else. This one rule needs types: a Drizzle statement without `await` is a thenable that
// never runs, and nothing else sees it.
export default tseslint.config({
  files: ['**/*.ts'],
  ignores: ['**/generated/**'],
  languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
  plugins: { '@typescript-eslint': tseslint.plugin },
  linterOptions: { reportUnusedDisableDirectives: 'error' },
  rules: { '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }] },
})
