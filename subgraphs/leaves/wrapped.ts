/** Text in lines that a terminal has room for. */
const WIDTH = 110;

/** A text with line breaks between words: the first line begins with one indent, the others with the other. */
export function wrapped(text: string, first: string, others = first): string {
  const lines: string[] = [];
  let current = first;
  // What a text begins with, and the room that it leaves before a column, is kept.
  for (const word of text.split(/(?<=\S)(?= )/)) {
    const isFull = current.length + word.length > WIDTH && current.trim() !== '';
    if (isFull) lines.push(current);
    current = isFull ? others + word.trimStart() : current + word;
  }
  return [...lines, current].join('\n');
}
