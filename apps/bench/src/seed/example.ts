import { COMPLAINTS, decode, type Fact } from '@satupintu/events';
import { naturalKeys } from './natural-keys';
import { differingIn, joined, Places, type Template } from './places';
import { copied, type Table } from './tables';

/** A life that copies are made of: what it left in every table, and what fills the places in it. */
export interface Example {
  readonly complaints: readonly string[];
  /** how many facts the log has of each complaint */
  readonly facts: readonly number[];
  /** by table */
  readonly templates: ReadonlyMap<string, Template>;
  /** of all its templates: ids, sealed texts, and `offset` and `partition` of a complaint */
  readonly places: Places;
  /** that ids follow from */
  readonly keys: ReadonlyMap<string, string>;
  /** whose words a sealed text is */
  readonly sealedFor: ReadonlyMap<string, string>;
}

export const offsetToken = (complaint: string, nth: number) => `offset ${complaint} ${nth}`;
export const partitionToken = (complaint: string) => `partition ${complaint}`;

type Row = Table['rows'][number];

/** A row as a record of its columns. */
const cellsOf = ({ columns }: Table, row: Row): Readonly<Record<string, string | null>> =>
  Object.fromEntries(columns.map(({ name }, at) => [name, row[at] ?? null]));

/** Where on the log a fact is, and whose how-manieth it is. */
class Positions {
  private readonly places = new Map<string, { complaint: string; nth: number }>();
  private readonly counts = new Map<string, number>();

  add(complaint: string, partition: string, offset: string): void {
    const nth = this.countOf(complaint);
    this.counts.set(complaint, nth + 1);
    this.places.set(`${partition} ${offset}`, { complaint, nth });
    this.places.set(`${complaint} ${offset}`, { complaint, nth });
  }

  countOf(complaint: string): number {
    return this.counts.get(complaint) ?? 0;
  }

  /** `where`: a partition, or a complaint, which has one partition. */
  at(where: string, offset: string): { complaint: string; nth: number } {
    const found = this.places.get(`${where} ${offset}`);
    if (!found) throw new Error(`no fact of a life stands at ${where} ${offset}`);
    return found;
  }
}

/** Takes the rows of many lives apart. */
export class Examples {
  private readonly positions = new Positions();
  /** the one life that an id is of; undefined: several know it, so that it is nobody's */
  private readonly owners = new Map<string, number | undefined>();
  private readonly sealedFor = new Map<string, string>();
  private readonly said: readonly Fact[][];

  constructor(
    private readonly lives: readonly (readonly string[])[],
    private readonly tables: readonly Table[],
  ) {
    this.said = lives.map(() => []);
    const lifeOf = new Map(lives.flatMap((complaints, life) => complaints.map((id) => [id, life] as const)));
    for (const table of tables.filter(({ name }) => name === 'log.record')) {
      for (const row of table.rows) {
        const { topic, key, partition, offset_, value } = cellsOf(table, row);
        const life = lifeOf.get(key ?? '');
        if (topic !== COMPLAINTS || life === undefined) continue;
        this.positions.add(key ?? '', partition ?? '', offset_ ?? '');
        this.learn(life, key ?? '', value ?? '');
      }
    }
  }

  /** All lives, each with what it left in every table. */
  all(): Example[] {
    const rowsBy = this.lives.map(() => new Map<string, Row[]>());
    for (const table of this.tables) {
      for (const row of table.rows) {
        const life = this.ownerOf(table, row);
        if (life === undefined) continue;
        const rows = rowsBy[life]?.get(table.name) ?? [];
        rowsBy[life]?.set(table.name, [...rows, row]);
      }
    }
    return this.lives.map((complaints, life) =>
      this.example(complaints, rowsBy[life] ?? new Map(), this.said[life] ?? []),
    );
  }

  private learn(life: number, complaint: string, value: string): void {
    for (const token of differingIn(value)) {
      const known = this.owners.has(token) && this.owners.get(token) !== life;
      this.owners.set(token, known ? undefined : life);
      if (token.startsWith('s1.')) this.sealedFor.set(token, complaint);
    }
    this.said[life]?.push(decode(value));
  }

  /** @throws where a row is of two lives: such a table cannot be copied life by life */
  private ownerOf(table: Table, row: Row): number | undefined {
    if (table.name === 'log.record' && cellsOf(table, row)['topic'] !== COMPLAINTS) return undefined;
    const owners = new Set<number>();
    for (const token of row.flatMap((cell) => differingIn(cell ?? ''))) {
      const owner = this.owners.get(token);
      if (owner !== undefined) owners.add(owner);
    }
    if (owners.size > 1) throw new Error(`a row of ${table.name} is of several lives: ${row.join(' | ')}`);
    return [...owners][0];
  }

  private example(
    complaints: readonly string[],
    rowsBy: ReadonlyMap<string, Row[]>,
    facts: readonly Fact[],
  ): Example {
    const places = new Places((token) => !this.owners.has(token) || this.owners.get(token) !== undefined);
    for (const complaint of complaints) places.at(complaint);
    const templates = new Map<string, Template>();
    for (const table of this.tables) {
      const rows = rowsBy.get(table.name);
      if (rows) templates.set(table.name, joined(rows.map((row) => this.template(table, row, places))));
    }
    return {
      complaints,
      facts: complaints.map((complaint) => this.positions.countOf(complaint)),
      templates,
      places,
      keys: naturalKeys(places.tokens, facts),
      sealedFor: this.sealedFor,
    };
  }

  private template(table: Table, row: Row, places: Places): Template {
    const cells = cellsOf(table, row);
    const parts = table.columns.flatMap(({ name, counted }) => {
      const cell = cells[name] ?? null;
      if (counted) return [];
      if (name === 'offset_' || name === 'partition') return [this.position(cells, name, places)];
      return [places.template(copied(cell))];
    });
    const tab = { texts: ['\t'], places: [] };
    const separated = parts.flatMap((part, n) => (n === 0 ? [part] : [tab, part]));
    return joined([...separated, { texts: ['\n'], places: [] }]);
  }

  private position(cells: Readonly<Record<string, string | null>>, column: string, places: Places): Template {
    const where = cells['partition'] ?? cells['complaint_id'] ?? '';
    const { complaint, nth } = this.positions.at(where, cells['offset_'] ?? '');
    const token = column === 'partition' ? partitionToken(complaint) : offsetToken(complaint, nth);
    return { texts: ['', ''], places: [places.at(token)] };
  }
}
