import { mergeMetrics } from './metrics';

const of = (value: number) =>
  `# HELP calls_total Calls\n# TYPE calls_total counter\ncalls_total{status="200"} ${value}\n\n# HELP up Up\n# TYPE up gauge\nup 1\n`;

describe('the figures of many processes', () => {
  it('are one text with each family once and every sample told apart', () => {
    const lines = mergeMetrics([
      { name: 'intake', text: of(3) },
      { name: 'intake.2', text: of(4) },
    ]).split('\n');
    expect(lines.filter((line) => line.startsWith('# TYPE'))).toEqual([
      '# TYPE calls_total counter',
      '# TYPE up gauge',
    ]);
    expect(lines.filter((line) => /^[a-z]/.test(line))).toEqual([
      'calls_total{process="intake",status="200"} 3',
      'calls_total{process="intake.2",status="200"} 4',
      'up{process="intake"} 1',
      'up{process="intake.2"} 1',
    ]);
  });

  it('leave out a process that says nothing', () => {
    expect(mergeMetrics([{ name: 'router', text: '' }])).toBe('');
  });
});
