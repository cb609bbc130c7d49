import 'reflect-metadata';
import { runService } from '@satupintu/service';
import { intake } from './definition';

void runService(intake);
