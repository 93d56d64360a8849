import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ManagedIdentityCredential } from '@azure/identity';

const credential = new ManagedIdentityCredential({
  clientId: process.env.AZURE_POSTGRESQL_CLIENTID,
} as any);

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'postgres',
      host: process.env.AZURE_POSTGRESQL_HOST,
      port: parseInt(process.env.AZURE_POSTGRESQL_PORT || '5432', 10),
      username: process.env.AZURE_POSTGRESQL_USER,
      password: () =>
        credential.getToken('https://ossrdbms-aad.database.windows.net/.default').then((issued) => issued.token),
      database: process.env.AZURE_POSTGRESQL_DATABASE,
      ssl: process.env.NODE_ENV === 'production' ? true : false,
      autoLoadEntities: true,
    }),
  ],
})
export class AppModule {}
