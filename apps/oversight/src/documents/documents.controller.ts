import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Get } from '@nestjs/common';
import { Call, unavailable } from '@satupintu/service';
import { Type } from '@sinclair/typebox';

const AnyDocument = Type.Record(Type.String(), Type.Unknown());

/** The generated descriptions of all calls and all topics, as they ship in `docs/`. */
@Controller('v1')
export class DocumentsController {
  @Get('openapi.json')
  @Call({ summary: 'All calls of all services (OpenAPI 3.1)', access: 'public', answer: AnyDocument })
  openApi() {
    return documentOf('openapi.json');
  }

  @Get('asyncapi.json')
  @Call({ summary: 'All topics (AsyncAPI 3)', access: 'public', answer: AnyDocument })
  asyncApi() {
    return documentOf('asyncapi.json');
  }
}

/** Processes start in the folder of the installation. @throws Problem 503 where the document was not generated */
async function documentOf(name: string): Promise<object> {
  try {
    return JSON.parse(await readFile(join(process.cwd(), 'docs', name), 'utf8')) as object;
  } catch {
    throw unavailable('not-generated', `docs/${name} was not generated in this installation.`);
  }
}
