import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

export interface WhatIf {
  readonly policy?: string;
  readonly model?: string;
  readonly directory?: string;
  readonly from?: string;
  readonly to?: string;
  readonly list?: boolean;
}

/** The router's own command. It runs elsewhere, so files are named from the root. */
export function whatIfArgs({ list = false, ...options }: WhatIf): string[] {
  const given = (['policy', 'model', 'directory', 'from', 'to'] as const).flatMap((name) => {
    const value = options[name];
    return value === undefined ? [] : [`--${name}`, existsSync(value) ? resolve(value) : value];
  });
  return ['what-if', ...given, ...(list ? ['--list'] : [])];
}

interface Report {
  readonly cases: number;
  readonly erased: number;
  readonly unchanged: number;
  readonly moved: number;
  readonly movedLaterDeclined: number;
  readonly toTriage: number;
  readonly fromTriage: number;
  readonly known: { readonly cases: number; readonly rightBefore: number; readonly rightAfter: number };
  readonly flows: readonly {
    readonly from: string;
    readonly to: string;
    readonly cases: number;
    readonly laterDeclined: number;
  }[];
}

const mostFlows = 20;

/** Lines for people, and the whole report as JSON on the last one; `json`: that one alone. */
export function whatIfTexts(report: unknown, json: boolean): string[] {
  const whole = JSON.stringify(report);
  return json ? [whole] : [...summary(report as Report), whole];
}

const summary = (report: Report): string[] => [
  `${report.cases} cases decided again, ${report.erased} without words left out`,
  `${report.unchanged} stay where they were`,
  `${report.moved} would move to another body, of which ${report.movedLaterDeclined} were declined later anyway`,
  `${report.toTriage} would wait for a person who did not, ${report.fromTriage} would no longer`,
  `of ${report.known.cases} whose handler is known, ${report.known.rightBefore} went straight there, ${report.known.rightAfter} would`,
  ...report.flows
    .slice(0, mostFlows)
    .map(
      ({ from, to, cases, laterDeclined }) => `${cases}\t${from} → ${to}\t(${laterDeclined} declined later)`,
    ),
];
