import type { DefaultTreeAdapterTypes } from 'parse5'

/** A node of a parsed page. */
export type HtmlNode = DefaultTreeAdapterTypes.ChildNode
/** An element of a parsed page. */
export type HtmlElement = DefaultTreeAdapterTypes.Element

export function isElement(node: HtmlNode): node is HtmlElement {
  return 'tagName' in node
}

/** The value of an attribute; empty if it is missing. */
export function attribute(element: HtmlElement, name: string): string {
  return element.attrs.find((one) => one.name === name)?.value ?? ''
}

/** Whether a class of the element has this form. */
export function hasClass(element: HtmlElement, form: RegExp): boolean {
  return attribute(element, 'class')
    .split(/\s+/)
    .some((name) => form.test(name))
}

/** The elements below `root` in document order. Not recursive, because a page may be nested deeper than the call stack. */
export function* elementsBelow(root: { readonly childNodes: readonly HtmlNode[] }): Generator<HtmlElement> {
  const pending = [...root.childNodes].reverse()
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isElement(node)) continue
    yield node
    for (let index = node.childNodes.length - 1; index >= 0; index--) {
      const child = node.childNodes[index]
      if (child !== undefined) pending.push(child)
    }
  }
}

/** All text below `root`, unchanged; `<br>` becomes a line break. */
export function textBelow(root: HtmlElement): string {
  const pending: HtmlNode[] = [...root.childNodes].reverse()
  let text = ''
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if ('value' in node) text += node.value
    else if (isElement(node) && node.tagName === 'br') text += '\n'
    else if (isElement(node) && !INVISIBLE_TAGS.has(node.tagName)) pending.push(...[...node.childNodes].reverse())
  }
  return text
}

/** Elements whose content a browser does not show as text, and the annotations of ruby text. */
export const INVISIBLE_TAGS: ReadonlySet<string> = new Set(
  (
    'script style noscript template head title iframe object embed applet svg canvas audio video select option ' +
    'datalist button textarea input nav dialog noframes frameset rp rt rtc'
  ).split(' '),
)
