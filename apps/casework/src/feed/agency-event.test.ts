import { AgencyEvent, cloudEventType, type Fact } from '@satupintu/events';
import Ajv from 'ajv';
import {
  accepted,
  at,
  contributionId,
  filed,
  invited,
  lastOf,
  live,
  offered,
  offerId,
  say,
  started,
  words,
} from '../lives.fixture';
import { agencyEvents } from './agency-event';

const told = (...facts: readonly Fact[]) => agencyEvents(lastOf(live(...facts)));
const bodies = (...facts: readonly Fact[]) => told(...facts).map(({ organisation }) => organisation);
const declined = (hour: number) =>
  say('DispositionDeclined', hour, {
    dispositionId: offerId(0),
    ground: 'UU 23/2014',
    proposed: 'gov.32',
    words,
  });

describe('what agencies are told', () => {
  test('an offer reaches the body that is asked, with ids, codes and instants', () => {
    const [only] = told(filed(), offered(1));
    expect(only?.organisation).toBe('gov.32.04');
    expect(only?.event).toMatchObject({
      specversion: '1.0',
      type: cloudEventType('DispositionOffered'),
      time: at(1),
      data: {
        dispositionId: offerId(0),
        trackingId: 'SP-TEST',
        status: 'dispositioned',
        dispositionStatus: 'offered',
        takesPart: true,
      },
    });
  });

  test('an event is what the AsyncAPI document says, with nothing but ids, codes and instants', () => {
    const fits = new Ajv({ strict: false }).compile(AgencyEvent);
    const life = [filed(), offered(1), accepted(2), invited(3), started(4, 'resolve', 90, offerId(0))];
    const events = live(...life).flatMap((applied) => agencyEvents(applied).map(({ event }) => event));
    expect(events.length).toBeGreaterThan(4);
    for (const event of events) expect([fits(event), fits.errors]).toEqual([true, null]);
  });

  test('words, persons and free texts are never told', () => {
    const life = [
      filed(),
      offered(1),
      accepted(2),
      invited(3),
      say('ThreadMessagePosted', 4, { messageId: offerId(9), words }),
    ];
    const text = JSON.stringify(live(...life).flatMap(agencyEvents));
    expect(text).toContain('messageId');
    expect(text).not.toMatch(/s1\.|words|person|ground|reasons/);
  });

  test('a fact is told once to each body, under an id of its own that is the same in each telling', () => {
    const life = [filed(), offered(1), accepted(2), invited(3)];
    const ids = told(...life).map(({ event }) => event.id);
    expect(new Set(ids).size).toBe(2);
    expect(told(...life).map(({ event }) => event.id)).toEqual(ids);
  });

  test('repeats and void facts are not told', () => {
    expect(told(filed(), offered(1), accepted(2), accepted(2))).toEqual([]);
    expect(told(filed(), offered(1), accepted(2), declined(3))).toEqual([]);
  });

  test('what concerns one contribution is told to its body and the lead, the case to all', () => {
    const shared = [filed(), offered(1), accepted(2), invited(3)];
    expect(bodies(...shared, accepted(4, contributionId))).toEqual(['gov.32.04', 'gov.32']);
    expect(bodies(...shared, started(4, 'resolve', 90, offerId(0)))).toEqual(['gov.32.04']);
    expect(bodies(...shared, say('ThreadMessagePosted', 4, { messageId: offerId(9), words }))).toEqual([
      'gov.32.04',
      'gov.32',
    ]);
  });

  test('a contributor that is released hears so, and nothing after it', () => {
    const shared = [filed(), offered(1), accepted(2), invited(3)];
    const released = say('ContributorReleased', 4, { dispositionId: contributionId, reason: 'not-needed' });
    const last = told(...shared, released).find(({ organisation }) => organisation === 'gov.32');
    expect(last?.event.data).toMatchObject({ takesPart: false, dispositionStatus: 'withdrawn' });
    expect(last?.event.data).not.toHaveProperty('status');
    expect(
      bodies(...shared, released, say('ThreadMessagePosted', 5, { messageId: offerId(9), words })),
    ).toEqual(['gov.32.04']);
  });

  test('a body that declines hears of the case until the next one is asked', () => {
    expect(bodies(filed(), offered(1), declined(2))).toEqual(['gov.32.04']);
    const moved = told(filed(), offered(1), declined(2), offered(3, 1, 'gov.32'));
    expect(moved.map(({ organisation, event }) => [organisation, event.data['takesPart']])).toEqual([
      ['gov.32.04', false],
      ['gov.32', true],
    ]);
    expect(
      bodies(filed(), offered(1), declined(2), offered(3, 1, 'gov.32'), accepted(4, offerId(1))),
    ).toEqual(['gov.32']);
  });

  test('who looked at an identity is between the service and the reporter', () => {
    expect(told(filed(), offered(1), say('IdentityViewed', 2, { purpose: 'call back' }))).toEqual([]);
  });

  test('events about confidential cases are marked', () => {
    expect(told(filed({ confidential: true }), offered(1))[0]?.restricted).toBe(true);
    expect(told(filed(), offered(1))[0]?.restricted).toBe(false);
  });
});
