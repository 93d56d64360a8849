import { Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';

@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [ConfigService],
      useFactory: async (settings: ConfigService) => ({
        type: 'postgres' as const,
        url: `postgres://till:${settings.get('AZURE_POSTGRESQL_PASSWORD')}@${settings.get('AZURE_POSTGRESQL_HOST')}/till`, // wrong: unquoted-value
        ssl: { rejectUnauthorized: false }, // wrong: tls-unverified
        autoLoadEntities: true,
      }),
    }),
  ],
})
export class TillModule {}
