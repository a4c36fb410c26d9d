import { migrate } from '../../src/db/migrations.js'

await migrate(process.argv[2] ?? '')
