/** A4 in twentieths of a point, the width of a portrait page first. */
export const PAGE_SIZE = { width: 11_906, height: 16_838 } as const

export const PAGE_MARGIN = { top: 1_304, right: 1_134, bottom: 1_134, left: 1_134, header: 567, footer: 510 } as const

/** Width of the text on a portrait page, in twentieths of a point. */
export const TEXT_WIDTH = PAGE_SIZE.width - PAGE_MARGIN.left - PAGE_MARGIN.right

/** Width of the text on a landscape page. */
export const WIDE_TEXT_WIDTH = PAGE_SIZE.height - PAGE_MARGIN.left - PAGE_MARGIN.right
