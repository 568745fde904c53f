import type { GlossaryEntry, KeyPoint, Outcome, Unit } from '../../../../domain/curriculum/index.js'
import { type Content, html, joined, type Markup } from '../../../shared/html.js'
import { counted } from '../../outline/figures.js'
import { nameLink, type PageContext } from '../page-context.js'
import { demand, part } from '../parts.js'
import { duration } from '../unbroken.js'
import { lessonsOf } from './lessons.js'

/** The units, one after the other. */
export function units(context: PageContext): Markup {
  const all = context.curriculum.units.map((unit, index) => unitOf(unit, index, context))
  return part('units', 'Units', all.length === 0 ? html`<p>There are none.</p>` : all)
}

function unitOf(unit: Unit, index: number, context: PageContext): Markup {
  const { places, text } = context
  const { id, code } = places.at(`/units/${index}`)
  const before = unit.prerequisites.flatMap((prerequisite) => places.unit(prerequisite) ?? [])
  const facts: readonly Content[] = [
    duration(unit.minutes),
    counted(unit.lessons.length, 'lesson'),
    ...(before.length === 0 ? [] : [html`builds on ${joined(before.map(nameLink), ', ')}`]),
  ]
  return html`<section class="unit" id="${id}">
<h3><span class="number">${code}</span> ${text(unit.title)}</h3>
<p class="note">${joined(facts, ' · ')}</p>
${unit.topics.length > 0 && html`<p class="note">Topics: ${joined(unit.topics.map(text), ', ')}</p>\n`}${outcomesOf(unit.outcomes, index, context)}${keyPointsOf(unit.keyPoints, index, context)}${glossaryOf(unit.glossary, index, context)}${lessonsOf(unit.lessons, index, context)}</section>
`
}

function outcomesOf(outcomes: readonly Outcome[], unit: number, context: PageContext): Markup {
  const { places, text, cites, outcomeLinks } = context
  if (outcomes.length === 0) return html``
  const entries = outcomes.map((outcome, index) => {
    const { id, code } = places.at(`/units/${unit}/outcomes/${index}`)
    const serves = outcome.supports.length > 0 && html` · serves ${outcomeLinks(outcome.supports)}`
    return html`<li id="${id}"><span class="code">${code}</span><div>${text(outcome.text)}${cites(outcome.citations)} <span class="note">${demand(outcome)}${serves}</span></div></li>\n`
  })
  return html`<h4>Outcomes</h4>\n<ol class="coded">\n${entries}</ol>\n`
}

function keyPointsOf(keyPoints: readonly KeyPoint[], unit: number, { places, text, cites }: PageContext): Markup {
  if (keyPoints.length === 0) return html``
  const entries = keyPoints.map((keyPoint, index) => {
    const { id } = places.at(`/units/${unit}/keyPoints/${index}`)
    return html`<li id="${id}">${text(keyPoint.text)}${cites(keyPoint.citations)}</li>\n`
  })
  return html`<h4>Key points</h4>\n<ul>\n${entries}</ul>\n`
}

function glossaryOf(glossary: readonly GlossaryEntry[], unit: number, { places, text, cites }: PageContext): Markup {
  if (glossary.length === 0) return html``
  const entries = glossary.map(({ term, definition, citations }, index) => {
    const { id } = places.at(`/units/${unit}/glossary/${index}`)
    return html`<div id="${id}"><dt>${text(term)}</dt><dd>${text(definition)}${cites(citations)}</dd></div>\n`
  })
  return html`<h4>Glossary</h4>\n<dl class="glossary">\n${entries}</dl>\n`
}
