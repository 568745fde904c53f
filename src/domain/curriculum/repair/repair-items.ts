import { excerpt } from '../../text/plain-text.js'
import type { Curriculum } from '../curriculum.js'
import type { ChoiceItem, ItemOption } from '../item.js'
import { CHOICE_FORM, choiceBuildFault, choiceTrapFault, isCatchAll, stemFault } from '../report/checks/choice-rules.js'
import { findDuplicates } from '../report/checks/item-rules.js'
import { mapDefined, type RepairRun } from './repair-run.js'

/** R31 and R32: removes unusable options, puts negatives in capitals, drops an item that still fails. */
export function repairChoices(curriculum: Curriculum, run: RepairRun): Curriculum {
  return {
    ...curriculum,
    items: mapDefined(curriculum.items, (item) => (item.format === 'choice' ? repairChoice(item, run) : item)),
  }
}

function repairChoice(item: ChoiceItem, run: RepairRun): ChoiceItem | undefined {
  const fault = choiceFault(item, run)
  if (fault === undefined) return item
  const fixed: ChoiceItem = {
    ...item,
    stem: isWorded(item, run)
      ? item.stem.replace(/\b(?:not|except|never|cannot|neither|nor)\b/g, (word) => word.toUpperCase())
      : item.stem,
    options: usableOptions(item, run),
  }
  if (choiceFault(fixed, run) === undefined) {
    run.fixed(fault.ruleId, `item ${excerpt(item.stem)} ${fault.message}`)
    return fixed
  }
  run.dropped(fault.ruleId, `item ${excerpt(item.stem)} ${fault.message}`)
  return undefined
}

function usableOptions(item: ChoiceItem, run: RepairRun): readonly ItemOption[] {
  const { options, key } = item
  const worded = isWorded(item, run)
  const taken = new Set<string>()
  const usable = options.filter(({ id, text }) => {
    const fresh = !taken.has(id)
    taken.add(id)
    return fresh && text.trim() !== '' && (id === key || !worded || !isCatchAll(text))
  })
  const surplus = usable.length - CHOICE_FORM.maxOptions
  const wrong = usable.filter(({ id }) => id !== key)
  const left = new Set(surplus > 0 ? wrong.slice(-surplus) : [])
  return usable.filter((option) => !left.has(option))
}

/** Whether its words are checked: they are English and not those of the documents. */
function isWorded({ basis }: ChoiceItem, run: RepairRun): boolean {
  return run.english && basis !== 'stated'
}

function choiceFault(
  item: ChoiceItem,
  run: RepairRun,
): { readonly ruleId: string; readonly message: string } | undefined {
  const form = choiceBuildFault(item) ?? (isWorded(item, run) ? stemFault(item.stem) : undefined)
  if (form !== undefined) return { ruleId: 'R31', message: form }
  const trap = isWorded(item, run) ? choiceTrapFault(item) : undefined
  return trap === undefined ? undefined : { ruleId: 'R32', message: trap }
}

/** R36: keeps the first of several items that ask the same. */
export function dropDuplicates(curriculum: Curriculum, run: RepairRun): Curriculum {
  const duplicates = findDuplicates(curriculum.items)
  return {
    ...curriculum,
    items: curriculum.items.filter(({ stem }, index) => {
      const duplicate = duplicates[index]
      if (duplicate === undefined) return true
      run.dropped('R36', `item ${excerpt(stem)}: item ${duplicate + 1} asks the same`)
      return false
    }),
  }
}
