/**
 * Does what shoppers do on the page of the test provider: press "Succeed". A storefront sends the browser to `url`, and is
 * back at `returnUrl` when they have.
 */
export async function payAtBank(url: string): Promise<void> {
  const button = new URL(url)
  button.pathname = `${button.pathname}/succeed`
  const { status } = await fetch(button, { method: 'POST', redirect: 'manual' })
  if (status !== 303) throw new Error(`The page of the bank answered ${status}.`)
}
