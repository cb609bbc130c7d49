interface Family {
  readonly about: string[];
  readonly samples: string[];
}

const nameOf = (line: string) => /^[a-zA-Z_:][\w:]*/.exec(line)?.[0] ?? '';

/** A sample with the process that it comes from among its labels, so that two of one service do not collide. */
function labelled(line: string, name: string): string {
  const label = `process="${name}"`;
  const brace = line.indexOf('{');
  const metric = nameOf(line);
  return brace === metric.length
    ? `${metric}{${label},${line.slice(brace + 1)}`
    : `${metric}{${label}}${line.slice(metric.length)}`;
}

/** One Prometheus text out of those of many processes: each family once, with the samples of all. */
export function mergeMetrics(texts: readonly { name: string; text: string }[]): string {
  const families = new Map<string, Family>();
  for (const { name, text } of texts) {
    let family: Family = { about: [], samples: [] };
    for (const line of text.split('\n')) {
      if (line.startsWith('# ')) {
        const of = line.split(' ')[2] ?? '';
        family = families.get(of) ?? { about: [], samples: [] };
        families.set(of, family);
        if (!family.about.includes(line) && family.about.length < 2) family.about.push(line);
      } else if (line.trim() !== '') family.samples.push(labelled(line, name));
    }
  }
  return [...families.values()].flatMap(({ about, samples }) => [...about, ...samples, '']).join('\n');
}
