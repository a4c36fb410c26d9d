import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { safeHtml } from '../../../src/domains/catalog/rules/texts.js'

describe('HTML of a description', () => {
  test.each([
    ['<p>Fine <b>and</b> <em lang="la">well</em></p>', '<p>Fine <b>and</b> <em lang="la">well</em></p>'],
    [
      '<h2>Use</h2><ul><li>Boil</li></ul><table><tr><td>1</td></tr></table>',
      '<h2>Use</h2><ul><li>Boil</li></ul><table><tr><td>1</td></tr></table>',
    ],
    [
      '<a href="https://a.example/?x=1&amp;y=2" title="T">a</a>',
      '<a href="https://a.example/?x=1&amp;y=2" title="T">a</a>',
    ],
    [
      '<a href="mailto:a@b.example">a</a><a href="/there">b</a>',
      '<a href="mailto:a@b.example">a</a><a href="/there">b</a>',
    ],
    [
      '<img src="https://a.example/1.png" alt="A" width="10" />',
      '<img src="https://a.example/1.png" alt="A" width="10" />',
    ],
    ['no markup at all', 'no markup at all'],
    ['Käse 5 €', 'Käse 5 €'],
    ['1 < 2 & 3', '1 &lt; 2 &amp; 3'],
    ['', ''],
  ])('keeps %j', (given, kept) => {
    expect(safeHtml(given)).toBe(kept)
  })

  test.each([
    ['<script>alert(1)</script>Hi', 'Hi'],
    ['<p onclick="alert(1)" style="position:fixed" class="x">Hi</p>', '<p>Hi</p>'],
    ['<img src=x onerror=alert(1)>', '<img src="x" />'],
    ['<a href="javascript:alert(1)">Hi</a>', '<a>Hi</a>'],
    ['<a href=" jAvA\tscript:alert(1)">Hi</a>', '<a>Hi</a>'],
    ['<a href="java&#115;cript:alert(1)">Hi</a>', '<a>Hi</a>'],
    ['<a href="data:text/html,<script>1</script>">Hi</a>', '<a>Hi</a>'],
    ['<img src="data:image/svg+xml;base64,x">', '<img />'],
    ['<iframe src="https://a.example"></iframe>Hi', 'Hi'],
    ['<style>p{}</style><svg onload=alert(1)></svg>Hi', 'Hi'],
    ['<form action="https://a.example"><input name="x"></form>Hi', 'Hi'],
    ['<object data="x"></object><embed src="x"><link rel="x"><meta http-equiv="refresh">Hi', 'Hi'],
    ['<!-- <script>1</script> -->Hi', 'Hi'],
    ['<scr<script>ipt>alert(1)</script>', 'ipt&gt;alert(1)'],
  ])('loses what is dangerous in %j', (given, kept) => {
    expect(safeHtml(given)).toBe(kept)
  })

  test('closes what is left open', () => {
    expect(safeHtml('<p>One<b>Two')).toBe('<p>One<b>Two</b></p>')
  })

  test('stays as it is when it is cleaned again, so that an export imports unchanged', () => {
    const pieces = fc.constantFrom(
      '<p>',
      '</p>',
      '<b',
      '>',
      '&',
      '&amp;',
      '<script>',
      '"',
      "'",
      '<img src="x" ',
      'onerror=1',
      'ü',
      ' ',
      '<!--',
      '-->',
      '<a href="//x">',
    )
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const once = safeHtml(parts.join(''))
        expect(safeHtml(once)).toBe(once)
        expect(once).not.toMatch(/<script|<img[^>]*onerror/i)
      }),
    )
  })
})
