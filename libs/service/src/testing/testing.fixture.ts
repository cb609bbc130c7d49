/** What the tests of services share; no program that ships loads it. */
export { directoryPublished } from './directory.fixture';
export { type ServedIssuer, serveIssuer } from './issuer.fixture';
export { type Counted, type Implied, impliedFeed } from './implied-feed.fixture';
export { type Letter, Mailbox } from './mailbox.fixture';
export { type Received, Receiver } from './receiver.fixture';
export { type Answer, type Caller, Stand } from './stand.fixture';
