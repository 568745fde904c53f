/** A question that learners ask as one that they are asked: "How do I ...?" as "How do you ...?". */
export function addressed(question: string): string {
  return question
    .replace(/\b(?:I|we)\b/g, 'you')
    .replace(/\bWe\b/g, 'You')
    .replace(/\b(?:my|our)\b/g, 'your')
    .replace(/\b(?:My|Our)\b/g, 'Your')
    .replace(/\b(?:me|us)\b/g, 'you')
    .replace(/\bam you\b/g, 'are you')
    .replace(/\bAm you\b/g, 'Are you')
}
