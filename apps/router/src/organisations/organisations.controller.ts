import { Controller, Get, Inject, Param } from '@nestjs/common';
import { type DirectoryIndex } from '@satupintu/domain';
import {
  Code,
  Maybe,
  OneOf,
  type Organisation,
  OrganisationCode,
  OrganisationKind,
  RegionCode,
  Shape,
  TimeZone,
  type Unit,
  UnitCode,
  UnitKind,
} from '@satupintu/events';
import {
  Call,
  defaultLimit,
  type Deps,
  ListQuery,
  notFound,
  pageOf,
  parseCursor,
  SERVICE_DEPS,
  ValidQuery,
} from '@satupintu/service';
import { type Static, Type } from '@sinclair/typebox';

const ShownUnit = Shape({
  code: UnitCode,
  name: Type.String(),
  affairs: Type.Array(Code),
  kind: Maybe(UnitKind),
});
const Shown = Shape({
  code: OrganisationCode,
  name: Type.String(),
  kind: OrganisationKind,
  aliases: Type.Array(Type.String()),
  handles: Maybe(Type.String()),
  region: Maybe(RegionCode),
  parent: Type.Union([OrganisationCode, Type.Null()]),
  timeZone: TimeZone,
  connection: OneOf('unconnected', 'connected', 'active'),
  units: Type.Array(ShownUnit),
});
const Query = Shape({
  ...ListQuery,
  q: Maybe(Type.String({ minLength: 1, maxLength: 200 })),
  region: Maybe(RegionCode),
  kind: Maybe(OrganisationKind),
});
const List = Shape({ items: Type.Array(Shown), next: Type.Union([Code, Type.Null()]) });

/** Who is who: the directory in effect. */
@Controller('v1/organisations')
export class OrganisationsController {
  constructor(@Inject(SERVICE_DEPS) private readonly deps: Deps) {}

  @Get()
  @Call({
    summary: 'Organisations, by words, region and kind',
    access: 'signed-in',
    query: Query,
    answer: List,
  })
  list(@ValidQuery() { limit = defaultLimit, cursor, ...query }: Static<typeof Query>) {
    const directory = this.deps.reference.directory();
    const found = after(directory.search(query), cursor);
    return pageOf(
      found.slice(0, limit + 1),
      limit,
      (each) => this.shown(each, directory),
      ({ code }) => [code],
    );
  }

  @Get(':code')
  @Call({ summary: 'One organisation with its units', access: 'signed-in', answer: Shown })
  one(@Param('code') code: string) {
    const directory = this.deps.reference.directory();
    const found = directory.organisation(code);
    if (!found) throw notFound();
    return this.shown(found, directory);
  }

  private shown(organisation: Organisation, directory: DirectoryIndex) {
    const { code, name, kind, aliases, handles, region, parent, timeZone } = organisation;
    return {
      code,
      name,
      kind,
      aliases,
      ...(handles !== undefined && { handles }),
      ...(region !== undefined && { region }),
      parent: parent ?? null,
      timeZone,
      connection: this.connectionOf(organisation),
      units: directory.unitsOf(code).map(shownUnit),
    };
  }

  /** What the directory declares; `active` where a coordinator and a liaison serve now and have come to the desk. */
  private connectionOf({ code, connection }: Organisation) {
    const { reference, clock } = this.deps;
    const isActive = connection === 'connected' && reference.appointments.isActive(code, clock.now());
    return isActive ? 'active' : connection;
  }
}

/** What comes after the body that the last page ended with; from the beginning where that one was retired meanwhile. */
function after(found: readonly Organisation[], cursor: string | undefined): readonly Organisation[] {
  if (cursor === undefined) return found;
  const [last] = parseCursor(cursor, 1);
  return found.slice(found.findIndex(({ code }) => code === last) + 1);
}

const shownUnit = ({ code, name, affairs, kind }: Unit) => ({ code, name, affairs, ...(kind && { kind }) });
