import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DefaultAzureCredential } from '@azure/identity';

@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      imports: [ConfigModule],
      inject: [ConfigService],
      useFactory: (configService: ConfigService) => {
        const credential = new DefaultAzureCredential();
        return {
          type: 'postgres' as const,
          host: configService.get<string>('DB_HOST'),
          username: configService.get('DB_USER'),
          password: async () => (await credential.getToken('https://ossrdbms-aad.database.windows.net/.default'))!.token,
          database: 'shop',
          ssl: true,
        };
      },
    }),
  ],
})
export class DatabaseModule {}
