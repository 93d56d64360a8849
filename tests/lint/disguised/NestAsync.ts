import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DefaultAzureCredential } from '@azure/identity';

@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      imports: [ConfigModule],
      inject: [ConfigService],
      useFactory: async (configService: ConfigService) => {
        const credential = new DefaultAzureCredential();
        const accessToken = await credential.getToken('https://ossrdbms-aad.database.windows.net/.default');
        return {
          type: 'postgres' as const,
          host: configService.get<string>('DB_HOST'),
          username: configService.get('DB_USER'),
          password: accessToken.token, // wrong: token-kept
          database: 'shop',
          ssl: { rejectUnauthorized: false }, // wrong: tls-unverified
        };
      },
    }),
  ],
})
export class DatabaseModule {}
