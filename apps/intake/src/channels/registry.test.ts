import { byChannel } from './registry';

it('puts what several adapters of one channel are set to under that channel', () => {
  const [staff, table] = [{ operator: 'gov.32.04' }, { operator: 'gov.33' }];
  const settings = byChannel(
    new Map([
      ['csv', [table]],
      ['counter', [staff]],
    ]),
  );
  expect(settings.get('counter')).toEqual([staff, table]);
  expect(settings.get('sms')).toEqual([]);
});
