import { runService } from '@satupintu/service';
import { casework } from './definition';

void runService(casework);
