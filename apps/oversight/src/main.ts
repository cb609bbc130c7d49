import { runService } from '@satupintu/service';
import { oversight } from './definition';

void runService(oversight);
