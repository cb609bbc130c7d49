import { runService } from '@satupintu/service';
import { router } from './definition';

void runService(router);
