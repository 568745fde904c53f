/** The few words that stand around quotes, in one language. */
export interface Frames {
  /** Around a title. */
  readonly quotes: readonly [string, string]
  /** Between the last two of a list. */
  readonly and: string
  /** Before the subject of a first unit: "Introduction to sociology". */
  readonly introduction: string
  readonly exercise: string
  readonly exerciseOf: string
  readonly example: string
  readonly exampleOf: string
  readonly case: string
  readonly discuss: string
  readonly questions: string
  readonly quiz: string
  readonly quizInstructions: string
  readonly task: string
  readonly entryTest: string
  readonly entryInstructions: string
}

const FRAMES: { readonly [language: string]: Frames } = {
  en: {
    quotes: ['“', '”'],
    and: 'and',
    introduction: 'Introduction to',
    exercise: 'Do the exercise',
    exerciseOf: 'Do exercise',
    example: 'Work through the example',
    exampleOf: 'Work through the worked example of',
    case: 'Work on the case',
    discuss: 'Discuss:',
    questions: 'Answer after the reading:',
    quiz: 'Quiz',
    quizInstructions: 'Answer the questions without the text. Then look up what you got wrong.',
    task: 'Task',
    entryTest: 'Entry test',
    entryInstructions: 'Answer what you can. The result shows where to begin and counts for no mark.',
  },
  de: {
    quotes: ['„', '“'],
    and: 'und',
    introduction: 'Einführung:',
    exercise: 'Bearbeiten Sie die Aufgabe',
    exerciseOf: 'Bearbeiten Sie Aufgabe',
    example: 'Vollziehen Sie das Beispiel nach:',
    exampleOf: 'Vollziehen Sie das Beispiel nach aus',
    case: 'Bearbeiten Sie den Fall',
    discuss: 'Diskutieren Sie:',
    questions: 'Beantworten Sie nach dem Lesen:',
    quiz: 'Test',
    quizInstructions: 'Beantworten Sie die Fragen ohne den Text. Schlagen Sie dann nach, was falsch war.',
    task: 'Aufgabe',
    entryTest: 'Eingangstest',
    entryInstructions: 'Beantworten Sie, was Sie können. Das Ergebnis zeigt, wo Sie beginnen, und zählt nicht.',
  },
  fr: {
    quotes: ['« ', ' »'],
    and: 'et',
    introduction: 'Introduction\u00A0:',
    exercise: 'Faites l’exercice',
    exerciseOf: 'Faites l’exercice',
    example: 'Étudiez l’exemple',
    exampleOf: 'Étudiez l’exemple de',
    case: 'Travaillez sur le cas',
    discuss: 'Discutez :',
    questions: 'Répondez après la lecture :',
    quiz: 'Test',
    quizInstructions: 'Répondez aux questions sans le texte. Vérifiez ensuite vos erreurs.',
    task: 'Travail',
    entryTest: 'Test initial',
    entryInstructions: 'Répondez à ce que vous savez. Le résultat montre où commencer et ne compte pas.',
  },
  es: {
    quotes: ['«', '»'],
    and: 'y',
    introduction: 'Introducción:',
    exercise: 'Haga el ejercicio',
    exerciseOf: 'Haga el ejercicio',
    example: 'Estudie el ejemplo',
    exampleOf: 'Estudie el ejemplo de',
    case: 'Trabaje en el caso',
    discuss: 'Discuta:',
    questions: 'Responda después de la lectura:',
    quiz: 'Prueba',
    quizInstructions: 'Responda las preguntas sin el texto. Compruebe después sus errores.',
    task: 'Tarea',
    entryTest: 'Prueba inicial',
    entryInstructions: 'Responda lo que sepa. El resultado muestra dónde empezar y no cuenta para la nota.',
  },
}

/** The frames of a language; `undefined` for one that has none: its quotes stand alone. */
export function framesFor(language: string | undefined): Frames | undefined {
  return FRAMES[(language ?? 'en').toLowerCase().split('-')[0] ?? '']
}
