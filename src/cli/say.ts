/** A message for people; the standard output is for data. */
export const say = (message: string): void => void process.stderr.write(`${message}\n`)
