import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';

/** A part of a note that is rendered; what stands between such parts is a person's. */
export interface Block {
  /** `database`: it stands in the markers. */
  readonly name: string;
  readonly lines: readonly string[];
}

/** One piece of a note: a part of ours by its name, or the words of a person. */
interface Piece {
  readonly name?: string;
  readonly text: string;
}

const marker = /^<!-- prestage:(?<side>begin|end) (?<name>[\w.-]+) -->$/;

/**
 * The note with these parts in it: each in its place, new ones at the end. All other bytes stay. Throws Failure
 * `report.markers` when the markers do not go in pairs.
 */
export function withBlocks(file: string, text: string | undefined, title: string, blocks: readonly Block[]): string {
  const pieces = piecesOf(file, text === undefined || text.trim() === '' ? `# ${title}\n` : text);
  const lineEnd = text?.includes('\r\n') === true ? '\r\n' : '\n';
  const kept = pieces.map(({ name, text }) => {
    const block = blocks.find((each) => each.name === name);
    return block === undefined ? text : blockText(block, lineEnd);
  });
  const added = blocks
    .filter(({ name }) => !pieces.some((piece) => piece.name === name))
    .map((block) => `${lineEnd}${blockText(block, lineEnd)}`);
  const whole = kept.join('');
  return whole + (whole.endsWith('\n') || added.length === 0 ? '' : lineEnd) + added.join('');
}

/** What people wrote around our parts; white space at the edges, which new parts add to, left out. */
export function handWritten(file: string, text: string): string {
  return piecesOf(file, text)
    .filter(({ name }) => name === undefined)
    .map(({ text }) => text.trim())
    .filter((words) => words !== '')
    .join('\0');
}

function blockText({ name, lines }: Block, lineEnd: string): string {
  return [`<!-- prestage:begin ${name} -->`, '', ...lines, '', `<!-- prestage:end ${name} -->`, ''].join(lineEnd);
}

/** Joined again they are the text. */
function piecesOf(file: string, text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let open: string | undefined;
  let gathered = '';
  for (const [index, line] of text.split(/(?<=\n)/).entries()) {
    const { side, name } = marker.exec(line.trimEnd())?.groups ?? {};
    if (side === 'begin') {
      if (open !== undefined) throw unpaired(file, index + 1, `${open} is still open where ${name} begins`);
      if (gathered !== '') pieces.push({ text: gathered });
      [open, gathered] = [name, line];
    } else if (side === 'end') {
      if (open === undefined || open !== name) throw unpaired(file, index + 1, `${name} ends and had not begun`);
      if (pieces.some((piece) => piece.name === name)) throw unpaired(file, index + 1, `${name} stands there twice`);
      pieces.push({ name: open, text: gathered + line });
      [open, gathered] = [undefined, ''];
    } else gathered += line;
  }
  if (open !== undefined) throw unpaired(file, text.split('\n').length, `${open} never ends`);
  if (gathered !== '') pieces.push({ text: gathered });
  return pieces;
}

function unpaired(file: string, line: number, why: string): Failure {
  return new Failure(
    {
      code: 'report.markers',
      what: `${file} line ${line}: the markers do not go in pairs`,
      why,
      fix: 'Put `<!-- prestage:begin NAME -->` and `<!-- prestage:end NAME -->` around each part, or take all of that part out.',
      file,
      line,
    },
    exitCodes.failed,
  );
}
