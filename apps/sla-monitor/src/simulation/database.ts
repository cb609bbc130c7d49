import { type Case } from '@satupintu/domain';
import { type Applied, type Row, type View } from '@satupintu/log';
import { type Pool } from 'pg';
import { type SweepPlace } from '../firing/ports';
import { type Sabotage } from './sabotage';

interface Waiting {
  readonly seq: number;
  readonly topic: string;
  readonly key: string;
  readonly value: string;
}

interface StoredState {
  readonly state: string;
  readonly seen: string;
}

interface LoadedState {
  readonly complaint_id: string;
  readonly state: Case | null;
  readonly seen: unknown;
}

/** What the loop asks its database for: the statements that it names, and what they are given. */
type Query = string | { readonly name?: string; readonly text: string; readonly values?: readonly unknown[] };
interface Answer {
  rows: object[];
}

export type Handled = Applied<Case>;

/** Rows of a view by the text of their key. */
export type Table = Map<string, Row>;

/** When a transaction begins and how its commit ends; the process it belongs to may die of it. */
export interface Session {
  begin(): Promise<void>;
  commit(effect: () => void): Promise<void>;
}

/**
 * The tables of one service in memory, for the statements of the real loop. A transaction is staged and takes effect
 * as a whole with its commit; between its beginning and its commit no other process has a turn, which is what the row
 * locks of the checkpoint come to. A statement that is not known here is an error.
 */
export class Database {
  readonly checkpoint = new Map<number, number>();
  readonly states = new Map<string, StoredState>();
  readonly views: Map<string, Table>;
  outbox: Waiting[] = [];
  /** how far due times were moved */
  swept: SweepPlace | undefined;
  /** every fact as it was handed to the handler, in steps that were committed */
  readonly handled: Handled[] = [];
  private handledNow: readonly Handled[] = [];
  private seq = 0;

  constructor(
    private readonly declared: readonly View[],
    private readonly sabotage: Sabotage | undefined,
  ) {
    this.views = new Map(declared.map(({ name }) => [name, new Map<string, Row>()]));
  }

  /** Called by the handler within the transaction. */
  note(batch: readonly Handled[]): void {
    this.handledNow = batch;
  }

  table(view: string): Table {
    const table = this.views.get(view);
    if (!table) throw new Error(`there is no view ${view}`);
    return table;
  }

  /** The database as a process reaches it. The loop needs no more of a pool than this. */
  pool(session: Session): Pool {
    const client = () => {
      let staged: (() => void)[] = [];
      const query = async (given: Query): Promise<Answer> => {
        const { name, text, values = [] } = typeof given === 'string' ? { text: given } : given;
        if (text === 'begin') {
          staged = [];
          await session.begin();
          return { rows: [] };
        }
        if (text === 'commit') {
          await session.commit(() => {
            for (const effect of staged) effect();
          });
          return { rows: [] };
        }
        return { rows: this.answer(name ?? text, values, (effect) => staged.push(effect)) };
      };
      return { query, on: () => undefined, removeListener: () => undefined, release: () => undefined };
    };
    const pool = {
      connect: () => Promise.resolve(client()),
      query: (given: Query | string, values?: readonly unknown[]) =>
        client().query(typeof given === 'string' ? { text: given, values: values ?? [] } : given),
    };
    return pool as unknown as Pool;
  }

  private answer(
    statement: string,
    values: readonly unknown[],
    stage: (effect: () => void) => void,
  ): object[] {
    if (statement.includes('insert into checkpoint')) return this.begin(values);
    if (statement === 'checkpoint-move') return this.move(values, stage);
    if (statement === 'state-load case_state') return this.load(values[0] as readonly string[]);
    if (statement === 'state-read')
      return this.load(values[0] as readonly string[]).filter(({ state }) => state !== null);
    if (statement === 'state-save case_state') return this.save(values[0] as string, stage);
    if (statement === 'outbox-add') return this.add(values[0] as string, stage);
    const [verb, view = ''] = statement.split(' ');
    if (verb === 'set' || verb === 'remove') return this.write(verb, view, values[0] as string, stage);
    throw new Error(`the simulated database does not know: ${statement}`);
  }

  private begin([, partition]: readonly unknown[]): object[] {
    return [{ next_offset: String(this.checkpoint.get(partition as number) ?? 0) }];
  }

  private move([, partitions, from, to]: readonly unknown[], stage: (effect: () => void) => void): object[] {
    const [starts, ends] = [from as number[], to as number[]];
    const moved = (partitions as number[]).flatMap((partition, index) => {
      const stands = this.checkpoint.get(partition) ?? 0;
      if (stands !== starts[index] && this.sabotage !== 'no-compare-and-set') return [];
      stage(() => this.checkpoint.set(partition, ends[index] ?? stands));
      return [{ partition, any_parked: false }];
    });
    stage(() => {
      this.handled.push(...this.handledNow);
      this.handledNow = [];
    });
    return moved;
  }

  private load(subjects: readonly string[]): LoadedState[] {
    return subjects.flatMap((complaint_id) => {
      const stored = this.states.get(complaint_id);
      if (!stored) return [];
      const seen: unknown = this.sabotage === 'forgets-seen' ? {} : JSON.parse(stored.seen);
      return [{ complaint_id, state: JSON.parse(stored.state) as Case | null, seen }];
    });
  }

  private save(json: string, stage: (effect: () => void) => void): object[] {
    const rows = JSON.parse(json) as { complaint_id: string; state?: object | null; seen: object }[];
    stage(() => {
      for (const { complaint_id, state, seen } of rows)
        this.states.set(complaint_id, { state: JSON.stringify(state ?? null), seen: JSON.stringify(seen) });
    });
    return [];
  }

  private add(json: string, stage: (effect: () => void) => void): object[] {
    const records = JSON.parse(json) as Omit<Waiting, 'seq'>[];
    stage(() => {
      for (const record of records) this.outbox.push({ ...record, seq: (this.seq += 1) });
    });
    return [];
  }

  private write(verb: 'set' | 'remove', view: string, json: string, stage: (effect: () => void) => void) {
    const rows = JSON.parse(json) as Row[];
    stage(() => {
      for (const row of rows) {
        if (verb === 'set') this.table(view).set(this.keyOf(view, row), row);
        else this.table(view).delete(this.keyOf(view, row));
      }
    });
    return [];
  }

  keyOf(view: string, row: Row): string {
    const key = this.declared.find(({ name }) => name === view)?.key ?? [];
    return JSON.stringify(key.map((name) => row[name]));
  }
}
