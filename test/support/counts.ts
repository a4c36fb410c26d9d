/** `npm run torture` repeats every fault as often as the promises say; elsewhere a few times have to do. */
const isTorture = process.env.ATHANOR_TORTURE === '1'

export const times = (few: number, many: number): number => (isTorture ? many : few)

/** For tests whose length depends on `times`. */
export const timeout = isTorture ? 3_600_000 : 240_000

/** Tells what a test has seen, one line each. */
export function figure(text: string): void {
  if (isTorture) process.stdout.write(`  figure: ${text}\n`)
}

/** How long the fuzzer asks, on each engine, and what makes it ask the same again. */
export const fuzzing = {
  minutes: Number(process.env.ATHANOR_FUZZ_MINUTES ?? times(1, 30)),
  seed: Number(process.env.ATHANOR_FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31)),
}
