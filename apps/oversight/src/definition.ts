import { type ServiceDefinition } from '@satupintu/service';
import { CasesController } from './cases/cases.controller';
import { DocumentsController } from './documents/documents.controller';
import { EscalationsController } from './escalations/escalations.controller';
import { CaseStepsController } from './examination/case-steps.controller';
import { ExaminationsController } from './examination/examinations.controller';
import { Procedure } from './examination/procedure.provider';
import { project } from './project';
import { ReportsController } from './reports/reports.controller';
import { StreamController } from './stream/stream.controller';
import { oversightViews } from './views';
import { Watch } from './watch.provider';

/** The Ombudsman's side: what is late and with whom, every case's whole life, reports, its own procedure. */
export const oversight: ServiceDefinition = {
  name: 'oversight',
  views: oversightViews,
  handle:
    ({ vault }) =>
    (batch) =>
      project(batch, vault),
  controllers: [
    CasesController,
    CaseStepsController,
    ExaminationsController,
    EscalationsController,
    ReportsController,
    StreamController,
    DocumentsController,
  ],
  providers: [Watch, Procedure],
};
