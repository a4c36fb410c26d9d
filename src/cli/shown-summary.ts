import type { ImportSummary } from '../domains/feeds/index.js'

const counted = (count: number, what: string): string[] =>
  count === 0 ? [] : [`${count.toLocaleString('en')} ${what}`]

/** What an import did, in words. */
export function shownSummary(summary: ImportSummary, seconds: number): string {
  const { created, updated, unchanged, saved, rejected, resumedBehindLine } = summary
  const parts = [
    ...counted(created, 'products created'),
    ...counted(updated, 'updated'),
    ...counted(unchanged, 'unchanged'),
    ...counted(saved, 'other records saved'),
    ...counted(rejected, 'rejected'),
  ]
  const rate = Math.round((created + updated + unchanged + saved) / seconds).toLocaleString('en')
  return [
    ...(resumedBehindLine > 0 ? [`Went on behind line ${resumedBehindLine.toLocaleString('en')}.`] : []),
    `${parts.join(', ') || 'Nothing to do'}; ${seconds.toFixed(1)} s, ${rate} rows/s.`,
  ].join('\n')
}
