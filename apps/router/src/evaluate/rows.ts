import { readFileSync } from 'node:fs';

/** A labelled complaint as the files give it. */
export interface LabelledText {
  readonly text: string;
  readonly title?: string;
  readonly category?: string;
  readonly place?: GivenPlace;
  readonly label: string;
}

export interface GivenPlace {
  readonly regionCode?: string;
  readonly lat?: number;
  readonly lon?: number;
  readonly description?: string;
}

/** A file that cannot be read as labelled complaints; says which line. */
export class BadRows extends Error {
  readonly code = 'bad-rows';
}

/** Reads JSON lines `{text, title?, category?, place?, <label>}`; other members are not looked at. @throws BadRows */
export function readRows(path: string, label: string): LabelledText[] {
  return contentOf(path)
    .split('\n')
    .flatMap((line, at) => (line.trim() === '' ? [] : [rowOf(line, label, `${path}, line ${at + 1}`)]));
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw new BadRows(`${path} cannot be read: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}

function rowOf(line: string, label: string, where: string): LabelledText {
  const row = parsed(line, where);
  const own = row[label];
  if (typeof row['text'] !== 'string') throw new BadRows(`${where}: "text" must be a string`);
  if ((typeof own !== 'string' && typeof own !== 'number') || own === '')
    throw new BadRows(`${where}: "${label}" must be a string that is not empty`);
  const { title, category } = row;
  const place = placeOf(row['place']);
  return {
    text: row['text'],
    ...(typeof title === 'string' && { title }),
    ...(typeof category === 'string' && { category }),
    ...(place && { place }),
    label: String(own),
  };
}

function parsed(line: string, where: string): Record<string, unknown> {
  try {
    const row: unknown = JSON.parse(line);
    if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row as Record<string, unknown>;
  } catch {
    throw new BadRows(`${where}: not JSON`);
  }
  throw new BadRows(`${where}: not a JSON object`);
}

const regionCode = /^\d\d(?:\.\d\d(?:\.\d\d(?:\.\d{4})?)?)?$/;

/** The API’s object, or plain words; a place of another form says nothing. */
function placeOf(given: unknown): GivenPlace | undefined {
  if (typeof given === 'string')
    return regionCode.test(given.trim()) ? { regionCode: given.trim() } : { description: given };
  if (typeof given !== 'object' || given === null) return undefined;
  const { regionCode: code, lat, lon, description } = given as Record<string, unknown>;
  return {
    ...(typeof code === 'string' && regionCode.test(code) && { regionCode: code }),
    ...(typeof lat === 'number' && { lat }),
    ...(typeof lon === 'number' && { lon }),
    ...(typeof description === 'string' && { description }),
  };
}
