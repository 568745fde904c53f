import { Markup } from '../../../shared/html.js'
import { BASE } from './base.js'
import { COMPONENTS } from './components.js'
import { LAYOUT } from './layout.js'
import { MATRIX } from './matrix.js'
import { PRINT } from './print.js'

/** The style sheet of the page. Its own constants alone, so that it needs no escaping. */
export const STYLES = Markup.trusted([BASE, LAYOUT, COMPONENTS, MATRIX, PRINT].join(''))
