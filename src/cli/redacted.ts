/** The URL of a server that may be shown: without its password, wherever in it that stands. */
export function redactedUrl(url: string): string {
  if (!URL.canParse(url)) return url.replace(/^([^/]*\/\/[^:@/]*):.*@/, '$1:***@')
  const parsed = new URL(url)
  if (parsed.password) parsed.password = '***'
  for (const name of ['password', 'sslpassword'])
    if (parsed.searchParams.has(name)) parsed.searchParams.set(name, '***')
  return url.startsWith('file:') ? url : parsed.href
}
