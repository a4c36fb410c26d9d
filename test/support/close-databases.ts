import { afterAll } from 'vitest'
import { opened } from './opened.js'

afterAll(async () => {
  await Promise.all([...opened].map((one) => one.close()))
  opened.clear()
})
