import { newId } from '../kernel/ids.js'
import type { Database } from './database.js'
import { takeTurn } from './differs.js'
import { installation } from './tables/installation.js'

/** A name that no other database has, made when it is first asked for: for what is kept about this one elsewhere. */
export async function installationId(db: Database): Promise<string> {
  const [known] = await db.read.select().from(installation)
  return (
    known?.id ??
    db.write(async (tx) => {
      await takeTurn(tx, 'installation')
      const [meanwhile] = await tx.select().from(installation)
      if (meanwhile) return meanwhile.id
      const id = newId()
      await tx.insert(installation).values({ id })
      return id
    })
  )
}
