export type Data = string | Buffer | readonly (string | Buffer)[]

export async function* chunksOf(data: Data): AsyncGenerator<Buffer> {
  for (const part of typeof data === 'string' || Buffer.isBuffer(data) ? [data] : data)
    yield Buffer.from(part)
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
