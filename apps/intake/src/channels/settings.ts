import { readFileSync } from 'node:fs';
import { OrganisationCode } from '@satupintu/events';
import { type Static, Type } from '@sinclair/typebox';
import Ajv from 'ajv';

const Text = Type.Optional(Type.String({ minLength: 1, maxLength: 2_000 }));

/** One gateway: who operates it, what it signs with, and what its channel needs beside. More members are others'. */
const Settings = Type.Object({
  operator: OrganisationCode,
  secret: Text,
  /** what the gateway says when it asks whether this is the address (WhatsApp) */
  verifyToken: Text,
  /** where files are fetched, and with what right (WhatsApp) */
  api: Text,
  token: Text,
  /** our own address or account on the channel: what comes from it is our own (e-mail, social media) */
  inbox: Text,
  /** most complaints that one sender begins in an hour; an answering machine stops there */
  mostPerHour: Type.Optional(Type.Integer({ minimum: 1 })),
});
export type Settings = Static<typeof Settings>;

const File = Type.Record(Type.String(), Type.Union([Settings, Type.Array(Settings)]));
const fits = new Ajv({ strict: false }).compile<Static<typeof File>>(File);

/** Settings of each channel's gateways; several may serve one channel. */
export type ChannelSettings = ReadonlyMap<string, readonly Settings[]>;

/** Reads `CHANNELS_FILE`. @throws where it is not what it should be; the message names the place, never the content */
export function readChannelSettings(path: string): ChannelSettings {
  if (path === '') return new Map();
  const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!fits(read)) throw new Error(`CHANNELS_FILE: ${fits.errors?.[0]?.instancePath ?? ''} has a fault`);
  return new Map(Object.entries(read).map(([name, one]) => [name, Array.isArray(one) ? one : [one]]));
}
