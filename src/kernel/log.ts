/** What is asked of a logger: fields first, then a sentence that stays the same. Pino's loggers are ones. */
export interface Log {
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
