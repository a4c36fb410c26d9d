import type { Storage } from '@graphiql/toolkit'

/** The browser's storage under names of its own, so that tabs of one API never open in the other. */
export const storageOf = (api: string): Storage => ({
  get length() {
    return localStorage.length
  },
  getItem: (key) => localStorage.getItem(`${api}:${key}`),
  setItem: (key, value) => localStorage.setItem(`${api}:${key}`, value),
  removeItem: (key) => localStorage.removeItem(`${api}:${key}`),
  clear: () => localStorage.clear(),
})
