import { and, asc, desc, eq, lte } from 'drizzle-orm'
import { insertRows, type ReadHandle, type Tx } from '../../db/index.js'
import { keptMail, mailJob } from '../../db/tables/mail.js'
import type { KeptLetter, Letter } from './types.js'

export type JobRow = typeof mailJob.$inferSelect

export const insertJob = (tx: Tx, job: Omit<JobRow, 'id'>): Promise<void> => insertRows(tx, mailJob, [job])

export const selectDue = (on: ReadHandle, now: Date, limit: number): Promise<JobRow[]> =>
  on
    .select()
    .from(mailJob)
    .where(lte(mailJob.dueAt, now))
    .orderBy(asc(mailJob.dueAt), asc(mailJob.id))
    .limit(limit)

export async function deleteJob(tx: Tx, id: number): Promise<void> {
  await tx.delete(mailJob).where(eq(mailJob.id, id))
}

export async function postponeJob(tx: Tx, id: number, tries: number, dueAt: Date): Promise<void> {
  await tx.update(mailJob).set({ tries, dueAt }).where(eq(mailJob.id, id))
}

export async function deleteJobsOf(tx: Tx, kind: string, id: string): Promise<void> {
  await tx.delete(mailJob).where(and(eq(mailJob.recipientKind, kind), eq(mailJob.recipientId, id)))
}

export const insertKept = (tx: Tx, { to: recipient, ...rest }: Letter, at: Date): Promise<void> =>
  insertRows(tx, keptMail, [{ recipient, ...rest, at }])

/** The newest first. */
export async function selectKept(on: ReadHandle, limit: number): Promise<KeptLetter[]> {
  const rows = await on.select().from(keptMail).orderBy(desc(keptMail.id)).limit(limit)
  return rows.map(({ recipient: to, ...rest }) => ({ to, ...rest }))
}

/** Keeps so many of the newest. */
export async function trimKept(tx: Tx, most: number): Promise<void> {
  const [oldest] = await tx
    .select({ id: keptMail.id })
    .from(keptMail)
    .orderBy(desc(keptMail.id))
    .offset(most)
    .limit(1)
  if (oldest) await tx.delete(keptMail).where(lte(keptMail.id, oldest.id))
}

export async function deleteKeptFor(tx: Tx, recipient: string): Promise<void> {
  await tx.delete(keptMail).where(eq(keptMail.recipient, recipient))
}
