/** What a test file has opened and not yet closed. (Apart from what opens it, so that the other files load nothing.) */
export const opened = new Set<{ close(): Promise<void> }>()
