const files = new Map([
  ['json', 'json.worker.js'],
  ['graphql', 'graphql.worker.js'],
])

// The editor asks here for its background scripts. They lie beside this one: nothing comes from elsewhere.
self.MonacoEnvironment = {
  getWorker: (_id, label) =>
    new Worker(new URL(files.get(label) ?? 'editor.worker.js', import.meta.url), { type: 'module' }),
}
