import { runService } from '@satupintu/service';
import { slaMonitor } from './definition';

void runService(slaMonitor);
