import { ConfigError, readConfig } from './config.js'

try {
  const config = readConfig()
  // Only now, since the database's engine is fixed with the first import of its tables.
  const { serve } = await import('./app/serve.js')
  await serve(config)
} catch (error) {
  process.stderr.write(`${error instanceof ConfigError ? error.message : (error as Error).stack}\n`)
  process.exit(1)
}
